<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Atelier</source>
        <translation>关于 Atelier</translation>
    </message>
    <message>
        <source>Paint with local models in one window, wholly offline.</source>
        <translation>在一个窗口里用本地模型绘画，完全离线。</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0. Qt is used under the LGPL 3.</source>
        <translation>自由软件，采用 Apache 许可证 2.0；Qt 依 LGPL 3 使用。</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Database and logs</source>
        <translation>数据库与日志</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Versions, devices and folders as text; no prompt and no picture</source>
        <translation>以文本形式复制版本、设备和文件夹；不含提示词和图片</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>CanvasCommands</name>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Fit in the window</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>Zoom to 100 %</source>
        <translation>缩放到 100 %</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Previous result</source>
        <translation>上一个结果</translation>
    </message>
    <message>
        <source>Next result</source>
        <translation>下一个结果</translation>
    </message>
    <message>
        <source>Accept the result</source>
        <translation>采用结果</translation>
    </message>
    <message>
        <source>Discard the result</source>
        <translation>舍弃结果</translation>
    </message>
    <message>
        <source>Keep all results</source>
        <translation>全部保留</translation>
    </message>
    <message>
        <source>Compare before and after</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>Copy the picture on the canvas</source>
        <translation>复制画布上的图片</translation>
    </message>
</context>
<context>
    <name>CanvasHeader</name>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Fit in the window</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>Zoom: {percent}</source>
        <translation>缩放：{percent}</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>撤销：{what}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo: {what}</source>
        <translation>重做：{what}</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Result: {name}</source>
        <translation>结果：{name}</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
</context>
<context>
    <name>CanvasPage</name>
    <message>
        <source>Accept result</source>
        <translation>采用结果</translation>
    </message>
    <message>
        <source>Discard result</source>
        <translation>舍弃结果</translation>
    </message>
    <message>
        <source>Keep all results</source>
        <translation>全部保留</translation>
    </message>
    <message>
        <source>Place picture</source>
        <translation>放置图片</translation>
    </message>
    <message>
        <source>Write a prompt and press Generate, or drop a picture here to start from it.</source>
        <translation>写下提示词并按“生成”，或把一张图片拖到这里作为起点。</translation>
    </message>
</context>
<context>
    <name>CanvasView</name>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Type a command</source>
        <translation>输入命令</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>搜索或运行命令</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
</context>
<context>
    <name>CompareHandle</name>
    <message>
        <source>Before and after</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>Drag, or press Left and Right, to compare</source>
        <translation>拖动，或按左右方向键进行对比</translation>
    </message>
</context>
<context>
    <name>DetailDialog</name>
    <message>
        <source>Settings of this picture</source>
        <translation>此图片的设置</translation>
    </message>
    <message>
        <source>Newer picture</source>
        <translation>较新的图片</translation>
    </message>
    <message>
        <source>Older picture</source>
        <translation>较旧的图片</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>使用这些设置</translation>
    </message>
    <message>
        <source>No prompt</source>
        <translation>无提示词</translation>
    </message>
    <message>
        <source>Why it came out as it did</source>
        <translation>为何是这样的结果</translation>
    </message>
    <message>
        <source>How it was made</source>
        <translation>生成方式</translation>
    </message>
</context>
<context>
    <name>ErrorCard</name>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the message and its details</source>
        <translation>复制消息及其详细信息</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Negative prompt</source>
        <translation>负面提示词</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>采样器</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>调度</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Guidance scale</source>
        <translation>引导强度</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Start picture</source>
        <translation>起始图片</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Offload</source>
        <translation>卸载</translation>
    </message>
    <message>
        <source>VAE tiling</source>
        <translation>VAE 分块</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>生成于</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Model&apos;s licence</source>
        <translation>模型许可证</translation>
    </message>
    <message>
        <source>Model&apos;s SHA-256</source>
        <translation>模型 SHA-256</translation>
    </message>
</context>
<context>
    <name>Folders</name>
    <message>
        <source>The folder {path} cannot be opened ({reason}).</source>
        <translation>无法打开文件夹 {path}（{reason}）。</translation>
    </message>
    <message>
        <source>Connect its disk, or choose another folder in Settings, Folders.</source>
        <translation>请连接它所在的磁盘，或在“设置 › 文件夹”中选择其他文件夹。</translation>
    </message>
    <message>
        <source>No file manager could be opened.</source>
        <translation>无法打开任何文件管理器。</translation>
    </message>
    <message>
        <source>The folder is {path}</source>
        <translation>文件夹位于 {path}</translation>
    </message>
</context>
<context>
    <name>FoldersPage</name>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>选择其他文件夹…</translation>
    </message>
    <message>
        <source>Use the default</source>
        <translation>使用默认位置</translation>
    </message>
    <message>
        <source>Used from the next start on. Pictures already made stay where they are.</source>
        <translation>下次启动后生效。已有的图片仍留在原处。</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Models in %1 are found by themselves. Further folders:</source>
        <translation>%1 中的模型会自动找到。其他文件夹：</translation>
    </message>
    <message>
        <source>Further model folders</source>
        <translation>其他模型文件夹</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Forget the folder; nothing on the disk is deleted</source>
        <translation>不再使用此文件夹；磁盘上的内容不会删除</translation>
    </message>
    <message>
        <source>A model is a folder in the diffusers format: model_index.json and one folder per part.</source>
        <translation>模型是 diffusers 格式的文件夹：一个 model_index.json 加上每个部件各一个文件夹。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Where shall pictures go?</source>
        <translation>图片保存到哪里？</translation>
    </message>
    <message>
        <source>The default folder</source>
        <translation>默认文件夹</translation>
    </message>
    <message>
        <source>A model, or a folder of models</source>
        <translation>一个模型，或存放模型的文件夹</translation>
    </message>
    <message>
        <source>%1 (not there)</source>
        <translation>%1（不存在）</translation>
    </message>
</context>
<context>
    <name>GalleryCommands</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>搜索历史</translation>
    </message>
    <message>
        <source>Show or hide the trash</source>
        <translation>显示或隐藏回收站</translation>
    </message>
    <message>
        <source>Show the picture and its settings</source>
        <translation>显示图片及其设置</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>使用这些设置</translation>
    </message>
    <message>
        <source>Use as start image</source>
        <translation>用作起始图片</translation>
    </message>
    <message>
        <source>Show on canvas</source>
        <translation>在画布上显示</translation>
    </message>
    <message>
        <source>Copy the chosen pictures</source>
        <translation>复制所选图片</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Restore from the trash</source>
        <translation>从回收站恢复</translation>
    </message>
    <message>
        <source>Empty trash…</source>
        <translation>清空回收站…</translation>
    </message>
</context>
<context>
    <name>GalleryGrid</name>
    <message>
        <source>History gallery</source>
        <translation>历史图库</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Some day</source>
        <translation>某日</translation>
    </message>
</context>
<context>
    <name>GalleryMenu</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>使用这些设置</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Use as start image</source>
        <translation>用作起始图片</translation>
    </message>
    <message>
        <source>Show on canvas</source>
        <translation>在画布上显示</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy prompt</source>
        <translation>复制提示词</translation>
    </message>
    <message>
        <source>Copy seed</source>
        <translation>复制种子</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
</context>
<context>
    <name>GalleryModel</name>
    <message>
        <source>No prompt</source>
        <translation>无提示词</translation>
    </message>
</context>
<context>
    <name>GalleryPanel</name>
    <message>
        <source>Search history</source>
        <translation>搜索历史</translation>
    </message>
    <message>
        <source>Words of the prompt or the model&apos;s name; beginnings are enough</source>
        <translation>提示词或模型名称中的字词；输入开头即可</translation>
    </message>
    <message>
        <source>Show the trash</source>
        <translation>显示回收站</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Empty trash…</source>
        <translation>清空回收站…</translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation>1 张图片</translation>
    </message>
    <message>
        <source>{count} pictures</source>
        <translation>{count} 张图片</translation>
    </message>
    <message>
        <source>No picture matches “{words}”.</source>
        <translation>没有与“{words}”匹配的图片。</translation>
    </message>
    <message>
        <source>The trash is empty.</source>
        <translation>回收站是空的。</translation>
    </message>
    <message>
        <source>Pictures you make appear here, newest first.</source>
        <translation>你生成的图片会显示在这里，最新的在最前。</translation>
    </message>
    <message>
        <source>Back to the history</source>
        <translation>返回历史</translation>
    </message>
    <message>
        <source>{name} is not there any more.</source>
        <translation>{name} 已不存在。</translation>
    </message>
    <message>
        <source>No file manager could be opened. The file is {path}</source>
        <translation>无法打开文件管理器。文件位于 {path}</translation>
    </message>
    <message>
        <source>Picture moved to the trash.</source>
        <translation>图片已移到回收站。</translation>
    </message>
    <message>
        <source>{count} pictures moved to the trash.</source>
        <translation>{count} 张图片已移到回收站。</translation>
    </message>
    <message>
        <source>Picture restored.</source>
        <translation>图片已恢复。</translation>
    </message>
    <message>
        <source>{count} pictures restored.</source>
        <translation>{count} 张图片已恢复。</translation>
    </message>
    <message>
        <source>Empty trash</source>
        <translation>清空回收站</translation>
    </message>
    <message>
        <source>Delete 1 picture for good?</source>
        <translation>永久删除 1 张图片？</translation>
    </message>
    <message>
        <source>Delete {count} pictures for good?</source>
        <translation>永久删除 {count} 张图片？</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>此操作无法撤销。</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>Deleting: {done} of {whole}</source>
        <translation>正在删除：{done} / {whole}</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Make a picture</source>
        <translation>生成图片</translation>
    </message>
    <message>
        <source>Write what the picture should show and press Generate. While it is made you see it appear; Cancel stops it. Press again at any time: further jobs wait in the queue, which survives closing the program.</source>
        <translation>写下画面内容，然后按“生成”。生成过程中可以看到画面逐渐出现；按“取消”可停止。随时可以再按一次：后续任务会在队列中等待，关闭程序后队列仍会保留。</translation>
    </message>
    <message>
        <source>Choose among results</source>
        <translation>挑选结果</translation>
    </message>
    <message>
        <source>Results lie over the canvas first. Step through them, compare with what was there before, then accept or discard. Whatever you do, every picture stays in the history on the right.</source>
        <translation>结果先叠放在画布上方。逐一查看，与之前的画面对比，再决定采用或舍弃。无论怎样选择，每张图片都会留在右侧的历史中。</translation>
    </message>
    <message>
        <source>Repeat and vary</source>
        <translation>重现与变化</translation>
    </message>
    <message>
        <source>Every picture knows how it was made. Open it in the history and choose Use these settings: prompt, model and seed come back, and the same press draws the same picture. Open the lock beside the seed to draw a new one each time.</source>
        <translation>每张图片都记得自己是怎样生成的。在历史中打开它并选择“使用这些设置”：提示词、模型和种子都会恢复，再次生成即得到同一张图片。打开种子旁的锁，每次就会使用新的种子。</translation>
    </message>
    <message>
        <source>Begin from a picture</source>
        <translation>从图片开始</translation>
    </message>
    <message>
        <source>Drop a picture on the window. Strength says how much of it is redrawn: low keeps its shapes, high keeps little more than its colours.</source>
        <translation>把一张图片拖到窗口里。“强度”决定重画多少：低则保留形状，高则几乎只保留颜色。</translation>
    </message>
    <message>
        <source>Steps, guidance, sampler</source>
        <translation>步数、引导与采样器</translation>
    </message>
    <message>
        <source>The values a model likes are set when you choose it. More steps refine the picture and take longer. Guidance says how strictly the prompt is followed; too much makes colours harsh.</source>
        <translation>选择模型时会自动设为适合它的数值。步数越多画面越精细，耗时也越长。引导强度决定对提示词的遵循程度；过高会使颜色生硬。</translation>
    </message>
    <message>
        <source>Your own models</source>
        <translation>使用自己的模型</translation>
    </message>
    <message>
        <source>Put a model in the diffusers format into the models folder, or add the folder where it lies in Settings, Folders. It appears in the prompt panel. A model that cannot be used is listed with the reason.</source>
        <translation>把 diffusers 格式的模型放进模型文件夹，或在“设置 › 文件夹”中添加它所在的文件夹，它就会出现在提示词面板中。无法使用的模型也会列出并说明原因。</translation>
    </message>
    <message>
        <source>If something goes wrong</source>
        <translation>如果出了问题</translation>
    </message>
    <message>
        <source>The engine runs in a process of its own. If it ends, the window and your pictures are safe: open the queue and press Try again. Out of memory: choose a smaller size, or set Offload and VAE tiling in Settings, Memory saving.</source>
        <translation>引擎在独立的进程中运行。即使它意外结束，窗口和图片也是安全的：打开队列，按“重试”。内存不足时：选择较小的尺寸，或在“设置 › 节省内存”中设置卸载和 VAE 分块。</translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>Progress of the current picture</source>
        <translation>当前图片的进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop this job; pictures already finished stay  (Ctrl+.)</source>
        <translation>停止此任务；已完成的图片会保留  (Ctrl+.)</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>立即停止</translation>
    </message>
    <message>
        <source>End the engine at once. It loads its model again for the next picture.</source>
        <translation>立即结束引擎。生成下一张图片时会重新加载模型。</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>正在取消</translation>
    </message>
    <message>
        <source>Starting the engine</source>
        <translation>正在启动引擎</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在开始</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Reading the prompt</source>
        <translation>正在读取提示词</translation>
    </message>
    <message>
        <source>Denoising</source>
        <translation>正在去噪</translation>
    </message>
    <message>
        <source>Decoding</source>
        <translation>正在解码</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>picture %1 of %2</source>
        <translation>第 %1 张，共 %2 张</translation>
    </message>
    <message>
        <source>almost done</source>
        <translation>即将完成</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>剩余 %1 秒</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>剩余 %1 分钟</translation>
    </message>
    <message>
        <source>%1 h left</source>
        <translation>剩余 %1 小时</translation>
    </message>
    <message>
        <source>Queue paused</source>
        <translation>队列已暂停</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>What waits, in order: move, remove, pause, retry  (Ctrl+J)</source>
        <translation>按顺序列出等待的任务：移动、移除、暂停、重试  (Ctrl+J)</translation>
    </message>
    <message>
        <source>Queue, %1 waiting</source>
        <translation>队列，%1 个等待中</translation>
    </message>
    <message>
        <source>Engine off</source>
        <translation>引擎未启动</translation>
    </message>
    <message>
        <source>Engine is starting</source>
        <translation>引擎正在启动</translation>
    </message>
    <message>
        <source>Engine ended</source>
        <translation>引擎已结束</translation>
    </message>
    <message>
        <source>The engine starts by itself with the next picture.</source>
        <translation>生成下一张图片时引擎会自动启动。</translation>
    </message>
    <message>
        <source>No such device</source>
        <translation>没有此设备</translation>
    </message>
    <message>
        <source>memory %1 / %2 GB</source>
        <translation>内存 %1 / %2 GB</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Models in memory: %1</source>
        <translation>内存中的模型：%1</translation>
    </message>
</context>
<context>
    <name>LostJobs</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>{count} jobs did not end well.</source>
        <translation>{count} 个任务未能完成。</translation>
    </message>
    <message>
        <source>Each can also be tried again by itself in the queue.</source>
        <translation>也可以在队列中逐个重试。</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>全部重试</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Paint</source>
        <translation>绘画</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Write the prompt</source>
        <translation>编写提示词</translation>
    </message>
    <message>
        <source>Roll a new seed</source>
        <translation>换一个新种子</translation>
    </message>
    <message>
        <source>Choose a start image…</source>
        <translation>选择起始图片…</translation>
    </message>
    <message>
        <source>Remove the start image</source>
        <translation>移除起始图片</translation>
    </message>
    <message>
        <source>Save waiting pictures again</source>
        <translation>重新保存等待中的图片</translation>
    </message>
    <message>
        <source>Cancel the current job</source>
        <translation>取消当前任务</translation>
    </message>
    <message>
        <source>Show the queue</source>
        <translation>显示队列</translation>
    </message>
    <message>
        <source>Pause the queue or go on</source>
        <translation>暂停或继续队列</translation>
    </message>
    <message>
        <source>Show or hide the prompt panel</source>
        <translation>显示或隐藏提示词面板</translation>
    </message>
    <message>
        <source>Show or hide the history</source>
        <translation>显示或隐藏历史</translation>
    </message>
    <message>
        <source>Change between dark and light</source>
        <translation>切换深色与浅色</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>搜索或运行命令</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Open the picture folder</source>
        <translation>打开图片文件夹</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>About Atelier</source>
        <translation>关于 Atelier</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>The settings of the picture are in the prompt panel; its seed is kept.</source>
        <translation>该图片的设置已填入提示词面板，并保留其种子。</translation>
    </message>
    <message>
        <source>A picture is being made. Close anyway?</source>
        <translation>正在生成图片。仍要关闭吗？</translation>
    </message>
    <message>
        <source>It can be tried again at the next start. What waits in the queue comes back by itself.</source>
        <translation>下次启动时可以重试；队列中等待的任务会自动恢复。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>继续工作</translation>
    </message>
</context>
<context>
    <name>MessageCard</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Param</name>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>How often the picture is refined. More takes longer; 15 to 30 is plenty for most samplers.</source>
        <translation>画面细化的次数。越多越慢；多数采样器 15 到 30 步已足够。</translation>
    </message>
    <message>
        <source>Guidance scale</source>
        <translation>引导强度</translation>
    </message>
    <message>
        <source>How strictly the picture follows the prompt. 1 switches guidance off and is twice as fast.</source>
        <translation>画面遵循提示词的程度。设为 1 则关闭引导，速度快一倍。</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>采样器</translation>
    </message>
    <message>
        <source>The method that turns noise into a picture.</source>
        <translation>把噪声变成画面的方法。</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>调度</translation>
    </message>
    <message>
        <source>How the noise is spread over the steps. Only what the sampler can follow is offered.</source>
        <translation>噪声在各步之间的分配方式。只列出当前采样器支持的选项。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>The number the noise is drawn from. The same settings and seed give the same picture.</source>
        <translation>产生噪声所用的数字。相同的设置和种子会得到相同的图片。</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>How many pictures one press makes, each with the next seed.</source>
        <translation>按一次生成多少张，每张依次使用下一个种子。</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>How much of the start image is redrawn. 100 % keeps nothing of it.</source>
        <translation>起始图片被重画的程度。100 % 则完全不保留。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Where pictures are computed.</source>
        <translation>用于计算图片的设备。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>16 bits halve the memory and are faster where the device computes them natively.</source>
        <translation>16 位可使内存减半；若设备原生支持，速度也更快。</translation>
    </message>
    <message>
        <source>32 bit (fp32)</source>
        <translation>32 位（fp32）</translation>
    </message>
    <message>
        <source>16 bit brain float (bf16)</source>
        <translation>16 位脑浮点（bf16）</translation>
    </message>
    <message>
        <source>16 bit (fp16)</source>
        <translation>16 位（fp16）</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>处理器线程数</translation>
    </message>
    <message>
        <source>Automatic means one per physical core, which is nearly always fastest.</source>
        <translation>自动表示每个物理核心一个线程，这几乎总是最快的。</translation>
    </message>
    <message>
        <source>Offload</source>
        <translation>卸载</translation>
    </message>
    <message>
        <source>Weights that are not needed at the moment wait in main memory. Saves memory, costs time.</source>
        <translation>暂时用不到的权重放在主内存中等待。节省显存，但会变慢。</translation>
    </message>
    <message>
        <source>Keep all on the device</source>
        <translation>全部留在设备上</translation>
    </message>
    <message>
        <source>By model part</source>
        <translation>按模型部件</translation>
    </message>
    <message>
        <source>By layer</source>
        <translation>按层</translation>
    </message>
    <message>
        <source>VAE tiling</source>
        <translation>VAE 分块</translation>
    </message>
    <message>
        <source>Decodes large pictures in tiles, so that the last step needs far less memory.</source>
        <translation>把大图分块解码，使最后一步所需的内存大幅减少。</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>始终</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>File format</source>
        <translation>文件格式</translation>
    </message>
    <message>
        <source>PNG (lossless)</source>
        <translation>PNG（无损）</translation>
    </message>
    <message>
        <source>JPEG</source>
        <translation>JPEG</translation>
    </message>
    <message>
        <source>WebP</source>
        <translation>WebP</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>For JPEG and WebP. PNG keeps every pixel as it is.</source>
        <translation>用于 JPEG 和 WebP。PNG 会原样保留每个像素。</translation>
    </message>
    <message>
        <source>Show the picture while it is made</source>
        <translation>生成过程中显示画面</translation>
    </message>
    <message>
        <source>Write prompt and settings into every picture file</source>
        <translation>把提示词和设置写入每个图片文件</translation>
    </message>
    <message>
        <source>Whoever has the file can then read them. The history keeps them either way.</source>
        <translation>拿到文件的人都能读到这些内容。无论如何，历史中都会保留。</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Used from the next start on.</source>
        <translation>下次启动后生效。</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>简体中文</source>
        <translation>简体中文</translation>
    </message>
</context>
<context>
    <name>Phase</name>
    <message>
        <source>loading</source>
        <translation>加载模型</translation>
    </message>
    <message>
        <source>encoding</source>
        <translation>读取提示词</translation>
    </message>
    <message>
        <source>denoising</source>
        <translation>去噪</translation>
    </message>
    <message>
        <source>decoding</source>
        <translation>解码</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>Choose another picture.</source>
        <translation>请选择其他图片。</translation>
    </message>
    <message>
        <source>The picture {name} is not there any more.</source>
        <translation>图片 {name} 已不存在。</translation>
    </message>
    <message>
        <source>The picture {name} is too large ({width} × {height} pixels).</source>
        <translation>图片 {name} 过大（{width} × {height} 像素）。</translation>
    </message>
    <message>
        <source>The picture {name} is damaged or of an unknown kind.</source>
        <translation>图片 {name} 已损坏或格式未知。</translation>
    </message>
</context>
<context>
    <name>PlacementPage</name>
    <message>
        <source>%1 (not on this machine)</source>
        <translation>%1（本机没有）</translation>
    </message>
    <message>
        <source>%1, about %2</source>
        <translation>%1，约 %2</translation>
    </message>
    <message>
        <source>The engine has not told yet what this machine can do.</source>
        <translation>引擎尚未报告本机的能力。</translation>
    </message>
    <message>
        <source>Open this page again when the job bar shows the device.</source>
        <translation>等任务栏显示设备后，再打开此页。</translation>
    </message>
    <message>
        <source>Automatic picks: %1</source>
        <translation>自动选择：%1</translation>
    </message>
    <message>
        <source>Pictures are made with: %1</source>
        <translation>生成图片时使用：%1</translation>
    </message>
    <message>
        <source>with VAE tiling</source>
        <translation>使用 VAE 分块</translation>
    </message>
    <message>
        <source>without VAE tiling</source>
        <translation>不使用 VAE 分块</translation>
    </message>
    <message>
        <source>The chosen model then needs about %1.</source>
        <translation>此时所选模型约需 %1。</translation>
    </message>
</context>
<context>
    <name>Preset</name>
    <message>
        <source>Careful</source>
        <translation>精细</translation>
    </message>
    <message>
        <source>30 steps: slower, with cleaner shapes.</source>
        <translation>30 步：较慢，形状更干净。</translation>
    </message>
    <message>
        <source>Golden hour</source>
        <translation>黄金时刻</translation>
    </message>
    <message>
        <source>Low sun and warm evening light.</source>
        <translation>低垂的太阳与温暖的暮光。</translation>
    </message>
    <message>
        <source>Moonlit night</source>
        <translation>月夜</translation>
    </message>
    <message>
        <source>A dark sky with moon and stars.</source>
        <translation>有月亮和星星的夜空。</translation>
    </message>
    <message>
        <source>Pastel</source>
        <translation>柔和</translation>
    </message>
    <message>
        <source>Gentle colours: low guidance under first light.</source>
        <translation>柔和的色彩：晨光下的低引导。</translation>
    </message>
    <message>
        <source>Quick sketch</source>
        <translation>快速草图</translation>
    </message>
    <message>
        <source>8 steps: a first idea in a third of the time.</source>
        <translation>8 步：用三分之一的时间得到初步想法。</translation>
    </message>
    <message>
        <source>Winter morning</source>
        <translation>冬日清晨</translation>
    </message>
    <message>
        <source>Pale light, snow and quiet.</source>
        <translation>淡淡的光、雪与宁静。</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Stay offline</source>
        <translation>保持离线</translation>
    </message>
    <message>
        <source>This version never opens the network, so there is nothing to switch: no account, no telemetry, no downloads, no update check. Prompts and pictures stay on this machine.</source>
        <translation>此版本从不联网，因此无需开关：没有账号、没有遥测、没有下载、没有更新检查。提示词和图片都留在本机。</translation>
    </message>
</context>
<context>
    <name>PromptField</name>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>What should the picture show?</source>
        <translation>画面应该呈现什么？</translation>
    </message>
    <message>
        <source>Used prompts  (Alt+Up, Alt+Down)</source>
        <translation>用过的提示词  (Alt+Up, Alt+Down)</translation>
    </message>
    <message>
        <source>About how many tokens the model reads of this prompt; it reads at most %1.</source>
        <translation>模型读取此提示词的大约词元数；最多读取 %1 个。</translation>
    </message>
    <message>
        <source>About this many tokens; the model reads the first %1 and ignores the rest.</source>
        <translation>大约有这么多词元；模型只读取前 %1 个，其余会被忽略。</translation>
    </message>
</context>
<context>
    <name>PromptPanel</name>
    <message>
        <source>Negative prompt</source>
        <translation>负面提示词</translation>
    </message>
    <message>
        <source>What it should not show</source>
        <translation>画面不应出现什么</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 (cannot be used)</source>
        <translation>%1（无法使用）</translation>
    </message>
    <message>
        <source>The model %1 of this picture is not here.</source>
        <translation>这里没有该图片所用的模型 %1。</translation>
    </message>
    <message>
        <source>The other settings were taken over; add its folder in Settings, Folders.</source>
        <translation>其他设置已填入；请在“设置 › 文件夹”中添加它的文件夹。</translation>
    </message>
    <message>
        <source>Refine %1 %</source>
        <translation>细化 %1 %</translation>
    </message>
    <message>
        <source>Generate %1</source>
        <translation>生成 %1 张</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>No usable model is here. Add a model folder in Settings, Folders.</source>
        <translation>没有可用的模型。请在“设置 › 文件夹”中添加模型文件夹。</translation>
    </message>
</context>
<context>
    <name>QueuePopup</name>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Waiting jobs</source>
        <translation>等待中的任务</translation>
    </message>
    <message>
        <source>Nothing waits. Press Generate while a picture is made to line up more.</source>
        <translation>没有等待的任务。在生成图片时再按“生成”即可排队。</translation>
    </message>
    <message>
        <source>Earlier  (Alt+Up)</source>
        <translation>提前  (Alt+Up)</translation>
    </message>
    <message>
        <source>Later  (Alt+Down)</source>
        <translation>推后  (Alt+Down)</translation>
    </message>
    <message>
        <source>Remove  (Delete)</source>
        <translation>移除  (Delete)</translation>
    </message>
    <message>
        <source>Drag to reorder</source>
        <translation>拖动可调整顺序</translation>
    </message>
    <message>
        <source>Now: %1</source>
        <translation>当前：%1</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>While paused the current job ends, and the others wait.</source>
        <translation>暂停后，当前任务会继续完成，其余任务等待。</translation>
    </message>
    <message>
        <source>Did not end well</source>
        <translation>未能完成</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>以及另外 {count} 个</translation>
    </message>
</context>
<context>
    <name>SeedField</name>
    <message>
        <source>Roll a new seed</source>
        <translation>换一个新种子</translation>
    </message>
    <message>
        <source>This seed is kept. Press to draw a new one for every picture.</source>
        <translation>已固定此种子。按下后每次使用新的种子。</translation>
    </message>
    <message>
        <source>Each press draws a new seed. Press to keep this one.</source>
        <translation>每次生成都使用新的种子。按下可固定当前种子。</translation>
    </message>
    <message>
        <source>Keep the seed</source>
        <translation>固定种子</translation>
    </message>
</context>
<context>
    <name>Sentence</name>
    <message>
        <source>A file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>A tiny landscape model that comes with the program. It draws flat pictures of lakes, hills, seas, deserts, forests and mountains at any time of day and in any season. It knows nothing else: add a bigger model for more.</source>
        <translation>随程序附带的小型风景模型。可绘制湖泊、丘陵、大海、沙漠、森林和山峦的扁平风景画，不限时段与季节。它不会画别的内容；想画更多，请添加更大的模型。</translation>
    </message>
    <message>
        <source>About {0} GiB of {1} GiB free are needed.</source>
        <translation>大约需要 {0} GiB，可用 {1} GiB。</translation>
    </message>
    <message>
        <source>Atelier cannot write into its data folder {0} ({1}).</source>
        <translation>Atelier 无法写入其数据文件夹 {0}（{1}）。</translation>
    </message>
    <message>
        <source>Atelier cannot write its history into {0} ({1}).</source>
        <translation>Atelier 无法将历史写入 {0}（{1}）。</translation>
    </message>
    <message>
        <source>Atelier ended before this job did.</source>
        <translation>此任务尚未结束，Atelier 就已退出。</translation>
    </message>
    <message>
        <source>Check that the library folder exists and can be written, then press Try again.</source>
        <translation>请确认图库文件夹存在且可写，然后按“重试”。</translation>
    </message>
    <message>
        <source>Choose a smaller size, another precision or the CPU in Settings, Device and precision; then continue the queue.</source>
        <translation>请选择较小的尺寸，或在“设置 › 设备与精度”中选择其他精度或 CPU；然后让队列继续。</translation>
    </message>
    <message>
        <source>Choose a smaller size, close other programs, or choose a smaller model.</source>
        <translation>请选择较小的尺寸、关闭其他程序，或选择较小的模型。</translation>
    </message>
    <message>
        <source>Choose a smaller size, close other programs, or set Offload in the settings.</source>
        <translation>请选择较小的尺寸、关闭其他程序，或在设置中调整“卸载”。</translation>
    </message>
    <message>
        <source>Choose another model, or add its folder in Settings, Folders.</source>
        <translation>请选择其他模型，或在“设置 › 文件夹”中添加它的文件夹。</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>请选择其他模型。</translation>
    </message>
    <message>
        <source>Choose one of {0}.</source>
        <translation>请从以下各项中选择：{0}。</translation>
    </message>
    <message>
        <source>Choose the folder that holds model_index.json.</source>
        <translation>请选择包含 model_index.json 的文件夹。</translation>
    </message>
    <message>
        <source>Choose the start picture again.</source>
        <translation>请重新选择起始图片。</translation>
    </message>
    <message>
        <source>Close other Atelier windows, backup or sync programs, then try again.</source>
        <translation>请关闭其他 Atelier 窗口以及备份或同步程序，然后再试。</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller size or a stronger offload in Settings, then press Try again.</source>
        <translation>请关闭其他程序，或选择较小的尺寸，或在设置中选择更强的卸载方式，然后按“重试”。</translation>
    </message>
    <message>
        <source>Copy or download the model again, or choose another one.</source>
        <translation>请重新复制或下载该模型，或选择其他模型。</translation>
    </message>
    <message>
        <source>Copy or download the model again.</source>
        <translation>请重新复制或下载该模型。</translation>
    </message>
    <message>
        <source>Defaults are used.</source>
        <translation>已使用默认设置。</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>设备或资源正忙</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>Even one module at a time is tight on this device.</source>
        <translation>在此设备上，即使逐个模块运行，内存也很紧张。</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>Free some space and press Try again: what was drawn so far is kept where there was room.</source>
        <translation>请腾出一些空间，然后按“重试”：空间足够时，已绘制的内容会保留下来。</translation>
    </message>
    <message>
        <source>Free some space, or choose another library in the settings. The picture is kept until then.</source>
        <translation>请腾出一些空间，或在设置中选择其他图库。在此之前图片会一直保留。</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>请腾出一些空间，然后再试。</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>输入/输出错误</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>是一个目录</translation>
    </message>
    <message>
        <source>It was kept as {0}; defaults are used.</source>
        <translation>原文件已保留为 {0}；已使用默认设置。</translation>
    </message>
    <message>
        <source>Make the folder writable, or choose another in the settings. The picture is kept until then.</source>
        <translation>请让该文件夹可写，或在设置中选择其他文件夹。在此之前图片会一直保留。</translation>
    </message>
    <message>
        <source>Make the folder writable, or move the data folder with ATELIER_HOME.</source>
        <translation>请让该文件夹可写，或用 ATELIER_HOME 移动数据文件夹。</translation>
    </message>
    <message>
        <source>Make the folder writable, or set ATELIER_HOME to another folder.</source>
        <translation>请让该文件夹可写，或将 ATELIER_HOME 设为其他文件夹。</translation>
    </message>
    <message>
        <source>Memory ran out, so parts of the model waited in main memory (offload by module).</source>
        <translation>内存不足，因此模型的部分部件暂存于主内存（按模块卸载）。</translation>
    </message>
    <message>
        <source>Memory ran out, so the model was brought in layer by layer (offload by layer).</source>
        <translation>内存不足，因此模型逐层载入（按层卸载）。</translation>
    </message>
    <message>
        <source>Memory ran out, so the picture was decoded in tiles.</source>
        <translation>内存不足，因此图片以分块方式解码。</translation>
    </message>
    <message>
        <source>No model is chosen. Choose one in the prompt panel.</source>
        <translation>尚未选择模型。请在提示词面板中选择一个。</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>设备上没有剩余空间</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有此文件或目录</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>不是目录</translation>
    </message>
    <message>
        <source>Offload gains nothing: weights already lie in main memory.</source>
        <translation>卸载没有好处：权重本来就在主内存中。</translation>
    </message>
    <message>
        <source>Offload “{0}” is set in the settings.</source>
        <translation>设置中指定了卸载方式“{0}”。</translation>
    </message>
    <message>
        <source>Open Settings, Device and precision, and choose Automatic or another device.</source>
        <translation>请打开“设置 › 设备与精度”，选择“自动”或其他设备。</translation>
    </message>
    <message>
        <source>Open Settings, Device and precision, and choose Automatic or another precision.</source>
        <translation>请打开“设置 › 设备与精度”，选择“自动”或其他精度。</translation>
    </message>
    <message>
        <source>Open Settings, Device and precision, and choose fp32, or try another sampler.</source>
        <translation>请打开“设置 › 设备与精度”，选择 fp32，或换一个采样器试试。</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>不允许的操作</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>权限不足</translation>
    </message>
    <message>
        <source>Pictures cannot be saved as “{0}”.</source>
        <translation>图片不能保存为“{0}”格式。</translation>
    </message>
    <message>
        <source>Press Try again to run it again.</source>
        <translation>按“重试”即可重新运行。</translation>
    </message>
    <message>
        <source>Press Try again. If it happens again, please report it with the details below.</source>
        <translation>请按“重试”。如果再次发生，请附上下方的详细信息报告此问题。</translation>
    </message>
    <message>
        <source>Press Try again. If it happens again, update the device&apos;s driver or choose the CPU.</source>
        <translation>请按“重试”。如果再次发生，请更新设备的驱动程序或选择 CPU。</translation>
    </message>
    <message>
        <source>Press Try again: what was already drawn is used again.</source>
        <translation>请按“重试”：已绘制的部分会继续使用。</translation>
    </message>
    <message>
        <source>Put it back, or choose another model.</source>
        <translation>请把它放回原处，或选择其他模型。</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>只读文件系统</translation>
    </message>
    <message>
        <source>Restart Atelier: it keeps the damaged file and repairs the history from its backup.</source>
        <translation>请重新启动 Atelier：它会保留损坏的文件，并从备份中修复历史。</translation>
    </message>
    <message>
        <source>Run the job again to draw it once more.</source>
        <translation>请重新运行此任务，再画一次。</translation>
    </message>
    <message>
        <source>Sampling gave invalid numbers in {0}.</source>
        <translation>以 {0} 采样得到了无效数值。</translation>
    </message>
    <message>
        <source>The device “{0}” set in the settings is not on this machine.</source>
        <translation>设置中指定的设备“{0}”不在这台计算机上。</translation>
    </message>
    <message>
        <source>The disk with the history {0} is full.</source>
        <translation>历史 {0} 所在的磁盘已满。</translation>
    </message>
    <message>
        <source>The disk with the library {0} is full.</source>
        <translation>图库 {0} 所在的磁盘已满。</translation>
    </message>
    <message>
        <source>The engine ended in the middle of this job with exit code {0}.</source>
        <translation>引擎在任务进行中结束，退出码为 {0}。</translation>
    </message>
    <message>
        <source>The engine ended in the middle of this job without saying why.</source>
        <translation>引擎在任务进行中结束，没有说明原因。</translation>
    </message>
    <message>
        <source>The engine ended in the middle of this job: {0}.</source>
        <translation>引擎在任务进行中结束：{0}。</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly {0} times within five minutes, so the queue is paused.</source>
        <translation>引擎在五分钟内意外结束了 {0} 次，因此队列已暂停。</translation>
    </message>
    <message>
        <source>The engine ran into a fault of its own.</source>
        <translation>引擎自身出现故障。</translation>
    </message>
    <message>
        <source>The finished picture {0} is not in the staging folder any more.</source>
        <translation>已完成的图片 {0} 已不在暂存文件夹中。</translation>
    </message>
    <message>
        <source>The graphics device reported a fault; the engine starts again for the next job.</source>
        <translation>图形设备报告了故障；引擎会为下一个任务重新启动。</translation>
    </message>
    <message>
        <source>The history was damaged; the damaged file was kept as {0}.</source>
        <translation>历史已损坏；损坏的文件已保留为 {0}。</translation>
    </message>
    <message>
        <source>The history was missing.</source>
        <translation>历史文件丢失。</translation>
    </message>
    <message>
        <source>The history {0} cannot be opened for writing.</source>
        <translation>无法以写入方式打开历史 {0}。</translation>
    </message>
    <message>
        <source>The history {0} is damaged.</source>
        <translation>历史 {0} 已损坏。</translation>
    </message>
    <message>
        <source>The history {0} is from a newer Atelier (version {1}; this one reads {2}).</source>
        <translation>历史 {0} 来自较新的 Atelier（版本 {1}；当前程序可读取 {2}）。</translation>
    </message>
    <message>
        <source>The history {0} is in use by another program.</source>
        <translation>历史 {0} 正被其他程序使用。</translation>
    </message>
    <message>
        <source>The history {0} reported: {1}.</source>
        <translation>历史 {0} 报告：{1}。</translation>
    </message>
    <message>
        <source>The library {0} cannot be written ({1}).</source>
        <translation>无法写入图库 {0}（{1}）。</translation>
    </message>
    <message>
        <source>The model folder “{0}” is not there any more.</source>
        <translation>模型文件夹“{0}”已不存在。</translation>
    </message>
    <message>
        <source>The model “{0}” is damaged: {1}</source>
        <translation>模型“{0}”已损坏：{1}</translation>
    </message>
    <message>
        <source>The model “{0}” is damaged: {1}.</source>
        <translation>模型“{0}”已损坏：{1}。</translation>
    </message>
    <message>
        <source>The model “{0}” is not among the known models.</source>
        <translation>模型“{0}”不在已知的模型之中。</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>The picture could not be decoded: the model gives invalid numbers even in fp32.</source>
        <translation>无法解码图片：即使使用 fp32，模型也给出无效数值。</translation>
    </message>
    <message>
        <source>The picture was decoded in fp32 because the faster precision gave invalid numbers.</source>
        <translation>图片以 fp32 解码，因为较快的精度给出了无效数值。</translation>
    </message>
    <message>
        <source>The picture was decoded in tiles because memory was short.</source>
        <translation>由于内存不足，图片以分块方式解码。</translation>
    </message>
    <message>
        <source>The picture was decoded on the processor because memory was short.</source>
        <translation>由于内存不足，图片在处理器上解码。</translation>
    </message>
    <message>
        <source>The precision “{0}” set in the settings is not known.</source>
        <translation>设置中的精度“{0}”无法识别。</translation>
    </message>
    <message>
        <source>The sampler {0} cannot follow the schedule “{1}”.</source>
        <translation>采样器 {0} 不支持调度“{1}”。</translation>
    </message>
    <message>
        <source>The settings file cannot be read ({0}). Defaults are used.</source>
        <translation>无法读取设置文件（{0}）。已使用默认设置。</translation>
    </message>
    <message>
        <source>The settings file could not be understood ({0}). {1}</source>
        <translation>无法理解设置文件的内容（{0}）。{1}</translation>
    </message>
    <message>
        <source>The start picture “{0}” cannot be opened.</source>
        <translation>无法打开起始图片“{0}”。</translation>
    </message>
    <message>
        <source>The start picture “{0}” cannot be read as a picture.</source>
        <translation>起始图片“{0}”无法作为图片读取。</translation>
    </message>
    <message>
        <source>The start picture “{0}” has changed since it was chosen.</source>
        <translation>起始图片“{0}”在选择之后发生了变化。</translation>
    </message>
    <message>
        <source>The start picture “{0}” has more than {1} pixels.</source>
        <translation>起始图片“{0}”超过 {1} 像素。</translation>
    </message>
    <message>
        <source>The start picture “{0}” is larger than {1} MiB.</source>
        <translation>起始图片“{0}”大于 {1} MiB。</translation>
    </message>
    <message>
        <source>The stored settings cannot be read.</source>
        <translation>无法读取已保存的设置。</translation>
    </message>
    <message>
        <source>The strength is too low for so few steps; one step was taken.</source>
        <translation>强度过低而步数又太少；已改为运行一步。</translation>
    </message>
    <message>
        <source>The strength is {0}; choose above 0 and up to 1.</source>
        <translation>强度为 {0}；请选择大于 0 且不超过 1 的值。</translation>
    </message>
    <message>
        <source>The unfinished picture</source>
        <translation>未完成的图片</translation>
    </message>
    <message>
        <source>The {0} has {1} characters; {2} is the most Atelier keeps.</source>
        <translation>{0}有 {1} 个字符；Atelier 最多保留 {2} 个。</translation>
    </message>
    <message>
        <source>The {0} is {1} pixels; choose between {2} and {3}.</source>
        <translation>{0}为 {1} 像素；请在 {2} 到 {3} 之间选择。</translation>
    </message>
    <message>
        <source>The {0} is {1} pixels; it must be a multiple of {2}, for example {3}.</source>
        <translation>{0}为 {1} 像素；它必须是 {2} 的倍数，例如 {3}。</translation>
    </message>
    <message>
        <source>The {0} is {1}; choose between {2} and {3}.</source>
        <translation>{0}为 {1}；请在 {2} 到 {3} 之间选择。</translation>
    </message>
    <message>
        <source>The {0} was cut after {1} tokens, the most this model reads; the rest had no effect.</source>
        <translation>{0}在第 {1} 个词元之后被截断，这是此模型能读取的上限；其余部分没有起作用。</translation>
    </message>
    <message>
        <source>There is no sampler “{0}”.</source>
        <translation>没有采样器“{0}”。</translation>
    </message>
    <message>
        <source>There was not enough memory to draw this picture.</source>
        <translation>内存不足，无法绘制这张图片。</translation>
    </message>
    <message>
        <source>These settings were written by a newer Atelier (schema {0}, this one reads {1}).</source>
        <translation>这些设置由较新的 Atelier 写入（格式 {0}，当前程序可读取 {1}）。</translation>
    </message>
    <message>
        <source>This job has not ended, so it cannot run again yet.</source>
        <translation>此任务尚未结束，还不能重新运行。</translation>
    </message>
    <message>
        <source>This picture does not fit: about {0} GiB are needed and {1} GiB of {2} GiB are free on {3}.</source>
        <translation>内存放不下这张图片：大约需要 {0} GiB，而 {3} 上共 {2} GiB，可用 {1} GiB。</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件过多</translation>
    </message>
    <message>
        <source>Try another sampler, a lower guidance scale, or another model.</source>
        <translation>请尝试其他采样器、较低的引导强度或其他模型。</translation>
    </message>
    <message>
        <source>Update Atelier to use them.</source>
        <translation>请更新 Atelier 后再使用这些设置。</translation>
    </message>
    <message>
        <source>Update Atelier, or set ATELIER_HOME to another folder. The history was not touched.</source>
        <translation>请更新 Atelier，或将 ATELIER_HOME 设为其他文件夹。历史未作任何改动。</translation>
    </message>
    <message>
        <source>a library divided by zero (SIGFPE)</source>
        <translation>某个库发生除以零错误（SIGFPE）</translation>
    </message>
    <message>
        <source>a library gave up on an inner error (SIGABRT)</source>
        <translation>某个库因内部错误而中止（SIGABRT）</translation>
    </message>
    <message>
        <source>a library gave up on an inner error (fast fail)</source>
        <translation>某个库因内部错误而中止（fast fail）</translation>
    </message>
    <message>
        <source>a library it needs is missing (DLL not found)</source>
        <translation>缺少它所需的库（找不到 DLL）</translation>
    </message>
    <message>
        <source>another program asked it to end (SIGTERM)</source>
        <translation>其他程序要求它结束（SIGTERM）</translation>
    </message>
    <message>
        <source>bf16, because the processor has {0}.</source>
        <translation>使用 bf16，因为处理器支持 {0}。</translation>
    </message>
    <message>
        <source>fp16 is the fastest precision on it; it is too old for bf16.</source>
        <translation>fp16 是它最快的精度；它太旧，不支持 bf16。</translation>
    </message>
    <message>
        <source>fp32, because the processor has no fast 16-bit arithmetic.</source>
        <translation>使用 fp32，因为处理器没有快速的 16 位运算。</translation>
    </message>
    <message>
        <source>guidance scale</source>
        <translation>引导强度</translation>
    </message>
    <message>
        <source>height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>it crashed inside a library or a graphics driver (SIGSEGV)</source>
        <translation>它在某个库或显卡驱动程序中崩溃（SIGSEGV）</translation>
    </message>
    <message>
        <source>it crashed inside a library or a graphics driver (access violation)</source>
        <translation>它在某个库或显卡驱动程序中崩溃（访问冲突）</translation>
    </message>
    <message>
        <source>it met an instruction this processor does not know</source>
        <translation>它遇到了此处理器不支持的指令</translation>
    </message>
    <message>
        <source>it met an instruction this processor does not know (SIGILL)</source>
        <translation>它遇到了此处理器不支持的指令（SIGILL）</translation>
    </message>
    <message>
        <source>it read memory that is not there, often a full disk or shared memory (SIGBUS)</source>
        <translation>它读取了不存在的内存，常见原因是磁盘或共享内存已满（SIGBUS）</translation>
    </message>
    <message>
        <source>it was killed, most likely because the system ran out of memory (SIGKILL)</source>
        <translation>它被强制终止，很可能是因为系统内存不足（SIGKILL）</translation>
    </message>
    <message>
        <source>its denoiser reads texts {0} wide and its text encoder writes {1}</source>
        <translation>其去噪器读取的文本宽度为 {0}，而文本编码器输出的是 {1}</translation>
    </message>
    <message>
        <source>its denoiser takes {0} channels and its autoencoder has {1}</source>
        <translation>其去噪器接受 {0} 个通道，而自动编码器有 {1} 个</translation>
    </message>
    <message>
        <source>its list of parts does not name “{0}”</source>
        <translation>其部件列表中没有“{0}”</translation>
    </message>
    <message>
        <source>its part “{0}” cannot be loaded</source>
        <translation>其部件“{0}”无法加载</translation>
    </message>
    <message>
        <source>its part “{0}” holds invalid numbers</source>
        <translation>其部件“{0}”含有无效数值</translation>
    </message>
    <message>
        <source>its part “{0}” is a {1}.{2}, which Atelier does not load</source>
        <translation>其部件“{0}”是 {1}.{2}，Atelier 不加载这种类型</translation>
    </message>
    <message>
        <source>its parts do not fit together</source>
        <translation>其各部件互不匹配</translation>
    </message>
    <message>
        <source>its tokenizer is missing</source>
        <translation>缺少分词器</translation>
    </message>
    <message>
        <source>its tokenizer knows {0} tokens and its encoder {1}</source>
        <translation>其分词器有 {0} 个词元，而编码器有 {1} 个</translation>
    </message>
    <message>
        <source>negative prompt</source>
        <translation>负面提示词</translation>
    </message>
    <message>
        <source>number of pictures</source>
        <translation>图片数量</translation>
    </message>
    <message>
        <source>number of steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>the folder “{0}” holds no safetensors weights.</source>
        <translation>文件夹“{0}”中没有 safetensors 权重。</translation>
    </message>
    <message>
        <source>the system ran out of memory</source>
        <translation>系统内存不足</translation>
    </message>
    <message>
        <source>weights of its part “{0}” have the wrong shape</source>
        <translation>其部件“{0}”的权重形状不符</translation>
    </message>
    <message>
        <source>width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>written by a newer Atelier</source>
        <translation>由较新的 Atelier 写入</translation>
    </message>
    <message>
        <source>{0} A fresh history was begun and is filled again from the pictures in the library.</source>
        <translation>{0}已新建历史，并会根据图库中的图片重新填充。</translation>
    </message>
    <message>
        <source>{0} The backup of {1} was restored; newer pictures are added again from the library.</source>
        <translation>{0}已恢复 {1} 的备份；较新的图片会从图库中重新加入。</translation>
    </message>
    <message>
        <source>{0} could not be saved because the disk is full.</source>
        <translation>{0}无法保存，因为磁盘已满。</translation>
    </message>
    <message>
        <source>{0} could not be saved: {1}.</source>
        <translation>{0}无法保存：{1}。</translation>
    </message>
    <message>
        <source>{0} has an unreadable header.</source>
        <translation>{0} 的文件头无法读取。</translation>
    </message>
    <message>
        <source>{0} is cut short: {1} of {2} bytes are there.</source>
        <translation>{0} 不完整：共 {2} 字节，只有 {1} 字节。</translation>
    </message>
    <message>
        <source>{0} is nested too deeply</source>
        <translation>{0} 的嵌套过深</translation>
    </message>
    <message>
        <source>{0} is not a JSON object</source>
        <translation>{0} 不是 JSON 对象</translation>
    </message>
    <message>
        <source>{0} is not a safetensors file or is cut short.</source>
        <translation>{0} 不是 safetensors 文件，或文件不完整。</translation>
    </message>
    <message>
        <source>{0} is set in the settings.</source>
        <translation>设置中指定了 {0}。</translation>
    </message>
    <message>
        <source>{0} is the fastest device here.</source>
        <translation>{0} 是这里最快的设备。</translation>
    </message>
    <message>
        <source>{0} is the fastest precision on it.</source>
        <translation>{0} 是它最快的精度。</translation>
    </message>
    <message>
        <source>{0} weights of its part “{1}” are missing</source>
        <translation>其部件“{1}”缺少 {0} 个权重</translation>
    </message>
    <message>
        <source>“{0}” has no readable model_index.json, so it is not a diffusers model.</source>
        <translation>“{0}”中没有可读取的 model_index.json，因此不是 diffusers 模型。</translation>
    </message>
    <message>
        <source>“{0}” is a {1} model, a family this Atelier cannot run yet.</source>
        <translation>“{0}”是 {1} 模型，当前版本的 Atelier 尚不支持此系列。</translation>
    </message>
    <message>
        <source>“{0}” is an inpainting model, a kind this Atelier cannot run yet.</source>
        <translation>“{0}”是局部重绘模型，当前版本的 Atelier 尚不支持此类型。</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>设置页</translation>
    </message>
    <message>
        <source>Device and precision</source>
        <translation>设备与精度</translation>
    </message>
    <message>
        <source>Memory saving</source>
        <translation>节省内存</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Changes apply at once.</source>
        <translation>更改立即生效。</translation>
    </message>
</context>
<context>
    <name>ShortcutList</name>
    <message>
        <source>In the prompt</source>
        <translation>在提示词中</translation>
    </message>
    <message>
        <source>Used prompt before this one</source>
        <translation>上一条用过的提示词</translation>
    </message>
    <message>
        <source>Used prompt after this one</source>
        <translation>下一条用过的提示词</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
</context>
<context>
    <name>SizeField</name>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Swap width and height</source>
        <translation>交换宽和高</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>%1, a multiple of %2 pixels</source>
        <translation>%1，%2 像素的倍数</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
</context>
<context>
    <name>StagingBar</name>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Previous result</source>
        <translation>上一个结果</translation>
    </message>
    <message>
        <source>Next result</source>
        <translation>下一个结果</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>舍弃</translation>
    </message>
    <message>
        <source>Keep all</source>
        <translation>全部保留</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Compare with the picture before</source>
        <translation>与之前的画面对比</translation>
    </message>
    <message>
        <source>Take this result away; it stays in the history</source>
        <translation>移走此结果；它仍保留在历史中</translation>
    </message>
    <message>
        <source>Leave the canvas as it is; all results stay in the history</source>
        <translation>画布保持不变；所有结果都保留在历史中</translation>
    </message>
    <message>
        <source>Put this result on the canvas</source>
        <translation>把此结果放到画布上</translation>
    </message>
    <message>
        <source>Result {number} of {count}</source>
        <translation>第 {number} 个结果，共 {count} 个</translation>
    </message>
</context>
<context>
    <name>StartBox</name>
    <message>
        <source>Start image</source>
        <translation>起始图片</translation>
    </message>
    <message>
        <source>Begin with a picture instead of noise. Drop one here or press to choose.</source>
        <translation>从一张图片而不是噪声开始。拖到这里或按下选择。</translation>
    </message>
    <message>
        <source>Remove the start image</source>
        <translation>移除起始图片</translation>
    </message>
    <message>
        <source>The start image %1 cannot be read.</source>
        <translation>无法读取起始图片 %1。</translation>
    </message>
    <message>
        <source>Choose it again, or remove it from the prompt panel.</source>
        <translation>请重新选择，或从提示词面板中移除。</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Choose a start image</source>
        <translation>选择起始图片</translation>
    </message>
    <message>
        <source>Drop a picture or choose one</source>
        <translation>拖入图片或选择一张</translation>
    </message>
</context>
<context>
    <name>StarterCard</name>
    <message>
        <source>Do not show this again</source>
        <translation>不再显示</translation>
    </message>
    <message>
        <source>The starter model</source>
        <translation>入门模型</translation>
    </message>
    <message>
        <source>It ships with Atelier, was made by the project, and draws flat landscapes at 256 pixels: lakes, mountains, seas, deserts, in any season and light. For anything else, add a folder with a bigger model.</source>
        <translation>它随 Atelier 附带，由本项目制作，可绘制 256 像素的扁平风景画：湖泊、山峦、大海、沙漠，任意季节与光线。要画其他内容，请添加存放更大模型的文件夹。</translation>
    </message>
    <message>
        <source>Model folders…</source>
        <translation>模型文件夹…</translation>
    </message>
</context>
<context>
    <name>Studio</name>
    <message numerus="yes">
        <source>%n picture(s) of the library were added to the history again.</source>
        <translation>
            <numerusform>图库中的 %n 张图片已重新加入历史。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting job(s) of the last session go on.</source>
        <translation>
            <numerusform>上次会话中等待的 %n 个任务继续进行。</numerusform>
        </translation>
    </message>
    <message>
        <source>The settings could not be saved (%1).</source>
        <translation>无法保存设置（%1）。</translation>
    </message>
    <message>
        <source>They hold until Atelier is closed.</source>
        <translation>这些设置在关闭 Atelier 之前有效。</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Search or run a command…</source>
        <translation>搜索或运行命令…</translation>
    </message>
    <message>
        <source>Every command by name</source>
        <translation>按名称查找所有命令</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>搜索或运行命令</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>This version never opens the network. Everything stays on this machine.</source>
        <translation>此版本从不联网。一切都留在本机。</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
</context>
<context>
    <name>WaitingPictures</name>
    <message>
        <source>The waiting picture is saved.</source>
        <translation>等待中的图片已保存。</translation>
    </message>
    <message>
        <source>{count} waiting pictures are saved.</source>
        <translation>{count} 张等待中的图片已保存。</translation>
    </message>
    <message>
        <source>A finished picture could not be saved and waits in the staging folder.</source>
        <translation>一张已完成的图片无法保存，正在暂存文件夹中等待。</translation>
    </message>
    <message>
        <source>{count} finished pictures could not be saved and wait in the staging folder.</source>
        <translation>{count} 张已完成的图片无法保存，正在暂存文件夹中等待。</translation>
    </message>
    <message>
        <source>Nothing is lost, even when Atelier is closed.</source>
        <translation>即使关闭 Atelier，也不会丢失任何内容。</translation>
    </message>
    <message>
        <source>Save again</source>
        <translation>重新保存</translation>
    </message>
</context>
<context>
    <name>_Trouble</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Forget this job</source>
        <translation>忘记此任务</translation>
    </message>
</context>
</TS>

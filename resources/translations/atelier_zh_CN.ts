<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name></name>
    <message>
        <source>Duplicate layer</source>
        <translation>复制图层</translation>
    </message>
    <message>
        <source>Rename layer</source>
        <translation>重命名图层</translation>
    </message>
    <message>
        <source>Delete layer</source>
        <translation>删除图层</translation>
    </message>
    <message>
        <source>Clear layer</source>
        <translation>清空图层</translation>
    </message>
    <message>
        <source>Group layers</source>
        <translation>编组图层</translation>
    </message>
    <message>
        <source>Ungroup</source>
        <translation>解散编组</translation>
    </message>
    <message>
        <source>Merge down</source>
        <translation>向下合并</translation>
    </message>
    <message>
        <source>Merge visible layers</source>
        <translation>合并可见图层</translation>
    </message>
    <message>
        <source>Flatten the picture</source>
        <translation>拼合图像</translation>
    </message>
    <message>
        <source>Raise layer</source>
        <translation>上移图层</translation>
    </message>
    <message>
        <source>Lower layer</source>
        <translation>下移图层</translation>
    </message>
    <message>
        <source>Layer to the top</source>
        <translation>图层移到最上</translation>
    </message>
    <message>
        <source>Layer to the bottom</source>
        <translation>图层移到最下</translation>
    </message>
    <message>
        <source>Choose the layer above</source>
        <translation>选择上一图层</translation>
    </message>
    <message>
        <source>Choose the layer below</source>
        <translation>选择下一图层</translation>
    </message>
    <message>
        <source>Show or hide layer</source>
        <translation>显示或隐藏图层</translation>
    </message>
    <message>
        <source>Show this layer alone</source>
        <translation>仅显示此图层</translation>
    </message>
    <message>
        <source>Lock or unlock layer</source>
        <translation>锁定或解锁图层</translation>
    </message>
    <message>
        <source>Lock or unlock transparency</source>
        <translation>锁定或解锁透明度</translation>
    </message>
</context>
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
    <name>AdapterList</name>
    <message>
        <source>Add an adapter</source>
        <translation>添加适配器</translation>
    </message>
    <message>
        <source>No further adapters are installed</source>
        <translation>没有更多已安装的适配器</translation>
    </message>
    <message>
        <source>%1 (convert first…)</source>
        <translation>%1（请先转换…）</translation>
    </message>
</context>
<context>
    <name>AddButton</name>
    <message>
        <source>Add models</source>
        <translation>添加模型</translation>
    </message>
    <message>
        <source>From folders, files or other programs; nothing is copied unless you ask for it</source>
        <translation>来自文件夹、文件或其他程序；除非您要求，否则不会复制任何内容</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>From other programs…</source>
        <translation>来自其他程序…</translation>
    </message>
</context>
<context>
    <name>AddDialog</name>
    <message>
        <source>Add models</source>
        <translation>添加模型</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>The folder is watched: what comes into it later is found by itself.</source>
        <translation>该文件夹会被监视：以后放入的内容会自动找到。</translation>
    </message>
    <message>
        <source>Use where it is</source>
        <translation>在原处使用</translation>
    </message>
    <message>
        <source>Nothing is copied or moved.</source>
        <translation>不复制也不移动任何内容。</translation>
    </message>
    <message>
        <source>Copy into the folder of models</source>
        <translation>复制到模型文件夹</translation>
    </message>
    <message>
        <source>Into %1; the files stay where they are as well.</source>
        <translation>复制到 %1；原文件仍在原处。</translation>
    </message>
    <message>
        <source>Move into the folder of models</source>
        <translation>移动到模型文件夹</translation>
    </message>
    <message>
        <source>Into %1.</source>
        <translation>移动到 %1。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Adding</name>
    <message>
        <source>A model, or a folder of models</source>
        <translation>一个模型，或一个模型文件夹</translation>
    </message>
    <message>
        <source>Model files</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <source>Models (%1)</source>
        <translation>模型 (%1)</translation>
    </message>
    <message>
        <source>There is no model in what was dropped (%1).</source>
        <translation>拖入的内容中没有模型（%1）。</translation>
    </message>
    <message>
        <source>Models are folders, or files that end in .safetensors or .gguf.</source>
        <translation>模型是文件夹，或以 .safetensors 或 .gguf 结尾的文件。</translation>
    </message>
    <message>
        <source>This is known already: its folder is watched.</source>
        <translation>已知晓：其文件夹已被监视。</translation>
    </message>
    <message>
        <source>Other files are still on their way; add these when they are in.</source>
        <translation>其他文件还在传送中；请等它们完成后再添加。</translation>
    </message>
    <message>
        <source>Moving…</source>
        <translation>正在移动…</translation>
    </message>
    <message>
        <source>Copying…</source>
        <translation>正在复制…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add models</source>
        <translation>添加模型</translation>
    </message>
    <message>
        <source>Stopped; no half file was left.</source>
        <translation>已停止；没有留下不完整的文件。</translation>
    </message>
    <message>
        <source>Nothing that can be used was found in %1.</source>
        <translation>在 %1 中没有找到可用的内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n model file(s) found in what was added.</source>
        <translation>
            <numerusform>在添加的内容中找到 %n 个模型文件。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlternativesPanel</name>
    <message>
        <source>Alternatives</source>
        <translation>备选</translation>
    </message>
    <message>
        <source>Press Continue: the draft comes at the caret, its alternatives here.</source>
        <translation>按“续写”：草稿出现在光标处，备选显示在这里。</translation>
    </message>
    <message>
        <source>Earlier at this place</source>
        <translation>此处之前写过的</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Use as title</source>
        <translation>用作标题</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>To notes</source>
        <translation>存为笔记</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>没有写出内容。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在阅读…</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>Insertion</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Kept as a note: %1</source>
        <translation>已存为笔记：%1</translation>
    </message>
</context>
<context>
    <name>Autosave</name>
    <message>
        <source>Change by another program</source>
        <translation>其他程序的更改</translation>
    </message>
</context>
<context>
    <name>Background</name>
    <message>
        <source>Layers are still being merged; wait for it or cancel it.</source>
        <translation>图层仍在合并；请等待或取消。</translation>
    </message>
    <message>
        <source>The picture was changed meanwhile, so “%1” was not done. Do it again.</source>
        <translation>图像在此期间被更改，因此未执行“%1”。请重新操作。</translation>
    </message>
</context>
<context>
    <name>Backups</name>
    <message>
        <source>No folder for backups is chosen.</source>
        <translation>尚未选择备份文件夹。</translation>
    </message>
    <message>
        <source>Choose one first.</source>
        <translation>请先选择一个。</translation>
    </message>
    <message>
        <source>The project could not be backed up:</source>
        <translation>项目无法备份：</translation>
    </message>
    <message>
        <source>The project itself is saved; choose another folder in its properties.</source>
        <translation>项目本身已保存；请在项目属性中选择其他文件夹。</translation>
    </message>
</context>
<context>
    <name>BeingDrawn</name>
    <message>
        <source>The picture as far as it is drawn</source>
        <translation>画到目前为止的图片</translation>
    </message>
    <message>
        <source>Progress of the picture for this scene</source>
        <translation>本场景图片的进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Draw nothing more for this scene; pictures already finished stay</source>
        <translation>不再为此场景绘图；已完成的图片会保留</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) being drawn…</source>
        <translation>
            <numerusform>正在绘制 %n 张图片…</numerusform>
        </translation>
    </message>
    <message>
        <source>picture %1 of %2</source>
        <translation>第 %1 张，共 %2 张</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Corkboard</source>
        <translation>软木板</translation>
    </message>
    <message>
        <source>No synopsis yet</source>
        <translation>还没有梗概</translation>
    </message>
    <message>
        <source>No scenes; drop one here.</source>
        <translation>没有场景；可将场景拖到这里。</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Synopsis</source>
        <translation>梗概</translation>
    </message>
</context>
<context>
    <name>Boards</name>
    <message>
        <source>Corkboard</source>
        <translation>软木板</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Table of scenes</source>
        <translation>场景表</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
</context>
<context>
    <name>Brush</name>
    <message>
        <source>Brush stroke</source>
        <translation>画笔笔触</translation>
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
        <source>Live: redraw while painting</source>
        <translation>实时：绘画时重绘</translation>
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
        <source>Keep all results as layers</source>
        <translation>将所有结果保留为图层</translation>
    </message>
    <message>
        <source>Compare before and after</source>
        <translation>前后对比</translation>
    </message>
</context>
<context>
    <name>CanvasDialog</name>
    <message>
        <source>Size of the canvas</source>
        <translation>画布大小</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>调整大小</translation>
    </message>
    <message>
        <source>Top left</source>
        <translation>左上</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>上</translation>
    </message>
    <message>
        <source>Top right</source>
        <translation>右上</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Middle</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>Bottom left</source>
        <translation>左下</translation>
    </message>
    <message>
        <source>Bottom</source>
        <translation>下</translation>
    </message>
    <message>
        <source>Bottom right</source>
        <translation>右下</translation>
    </message>
    <message>
        <source>Where the picture stays: %1</source>
        <translation>图像停留的位置：%1</translation>
    </message>
    <message>
        <source>Picture stays</source>
        <translation>图像停留</translation>
    </message>
</context>
<context>
    <name>CanvasFiles</name>
    <message>
        <source>Documents and pictures</source>
        <translation>文档和图像</translation>
    </message>
    <message>
        <source>The blend mode %1 is not known here; the layer blends normally.</source>
        <translation>混合模式 %1 在此未知；该图层以正常模式混合。</translation>
    </message>
    <message>
        <source>The picture has more than 8 bits per channel; it was rounded to 8.</source>
        <translation>图像每通道超过 8 位；已舍入为 8 位。</translation>
    </message>
    <message>
        <source>Adjustment and fill layers without pixels were left out.</source>
        <translation>没有像素的调整图层和填充图层已略去。</translation>
    </message>
    <message>
        <source>Text, shapes and smart objects were opened as pixels.</source>
        <translation>文字、形状和智能对象已作为像素打开。</translation>
    </message>
    <message>
        <source>Masks and control layers were written as hidden layers.</source>
        <translation>蒙版和控制图层已写为隐藏图层。</translation>
    </message>
    <message>
        <source>The picture is animated or has several pages; the first one was opened.</source>
        <translation>图像是动画或有多页；已打开第一页。</translation>
    </message>
    <message>
        <source>The picture&apos;s colour profile is damaged or does not fit; it was left out.</source>
        <translation>图片的颜色配置文件已损坏或不匹配，已略去。</translation>
    </message>
    <message>
        <source>The picture was converted from %1 to sRGB.</source>
        <translation>图像已从 %1 转换为 sRGB。</translation>
    </message>
    <message>
        <source>A layer far outside of the picture was left out.</source>
        <translation>远在画面之外的一个图层已略去。</translation>
    </message>
</context>
<context>
    <name>CanvasHeader</name>
    <message>
        <source>Size of the document in pixels</source>
        <translation>文档大小（像素）</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Fit in the window</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>Live: redraw while painting</source>
        <translation>实时：绘画时重绘</translation>
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
</context>
<context>
    <name>CanvasPage</name>
    <message>
        <source>Layer 1</source>
        <translation>图层 1</translation>
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
    <name>Caring</name>
    <message>
        <source>Another file is being checked.</source>
        <translation>正在检查另一个文件。</translation>
    </message>
    <message>
        <source>Checked before. SHA-256: %1</source>
        <translation>之前检查过。SHA-256：%1</translation>
    </message>
    <message numerus="yes">
        <source>Broken weights (no numbers): %n. What it makes would be black or noise. In: %1</source>
        <translation>
            <numerusform>损坏的权重（非数值）：%n 个。用它生成的结果会是黑图或噪点。位于：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Its content is not what it was or should be: it was changed or damaged.</source>
        <translation>其内容与以前或应有的内容不同：文件被改动或已损坏。</translation>
    </message>
    <message>
        <source>Complete. Later checks compare it with what it is now.</source>
        <translation>文件完整。以后的检查会与现在的内容比较。</translation>
    </message>
    <message>
        <source>Complete, and as it was recorded.</source>
        <translation>文件完整，与记录一致。</translation>
    </message>
    <message>
        <source>“%1” is off the list; the file stays where it is.</source>
        <translation>“%1”已从列表中移除；文件仍在原处。</translation>
    </message>
    <message>
        <source>“%1” is off the list.</source>
        <translation>“%1”已从列表中移除。</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Move “%1” to the system&apos;s trash?</source>
        <translation>将“%1”移到系统回收站？</translation>
    </message>
    <message>
        <source>With it: %1</source>
        <translation>一同移走：%1</translation>
    </message>
    <message>
        <source>%1 leaves its folder, for other programs that use it as well.</source>
        <translation>%1 将离开所在文件夹，使用它的其他程序也会受影响。</translation>
    </message>
    <message>
        <source>“%1” could not be moved to the trash.</source>
        <translation>无法将“%1”移到回收站。</translation>
    </message>
    <message>
        <source>Its disk may have no trash, or the folder may not be writable.</source>
        <translation>该磁盘可能没有回收站，或文件夹不可写。</translation>
    </message>
    <message>
        <source>“%1” is in the trash.</source>
        <translation>“%1”已在回收站中。</translation>
    </message>
    <message>
        <source>Where is “%1” now?</source>
        <translation>“%1”现在在哪里？</translation>
    </message>
    <message>
        <source>“%1” is not on the list yet.</source>
        <translation>“%1”还不在列表中。</translation>
    </message>
    <message>
        <source>Add it or its folder first; then find the missing one again.</source>
        <translation>请先添加它或它所在的文件夹，再重新查找丢失的文件。</translation>
    </message>
    <message>
        <source>“%1” was found again: %2</source>
        <translation>“%1”已重新找到：%2</translation>
    </message>
</context>
<context>
    <name>CertaintyLegend</name>
    <message>
        <source>Certainty</source>
        <translation>确定度</translation>
    </message>
    <message>
        <source>Click a word to see what else could stand there.</source>
        <translation>点击一个词，查看还可以是哪些词。</translation>
    </message>
    <message>
        <source>under %1: the least certain quarter</source>
        <translation>低于 %1：最没把握的四分之一</translation>
    </message>
    <message>
        <source>under %1: the least certain tenth</source>
        <translation>低于 %1：最没把握的十分之一</translation>
    </message>
    <message>
        <source>under %1: least certain of all</source>
        <translation>低于 %1：最没把握的几个词</translation>
    </message>
    <message>
        <source>The model wrote few words here as yet (%1); its words are judged by what is usual of models.</source>
        <translation>模型在这里写的词还不多（%1 个），因此按模型的一般情况来评判。</translation>
    </message>
    <message>
        <source>Judged by the %1 words it wrote in this text. Half of them had %2 or more; words that had 50 % or more are never tinted.</source>
        <translation>依据它在本文中写下的 %1 个词评判。其中一半的概率不低于 %2；概率不低于 50 % 的词从不着色。</translation>
    </message>
</context>
<context>
    <name>Chat</name>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Talk with the model</source>
        <translation>与模型对话</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Quote the selection in the chat</source>
        <translation>在对话中引用所选内容</translation>
    </message>
    <message>
        <source>Import a character card…</source>
        <translation>导入角色卡…</translation>
    </message>
    <message>
        <source>Export the chat…</source>
        <translation>导出对话…</translation>
    </message>
    <message>
        <source>%1 (open now)</source>
        <translation>%1（当前打开）</translation>
    </message>
    <message>
        <source>Select a passage in the scene first.</source>
        <translation>请先在场景中选中一段文字。</translation>
    </message>
    <message>
        <source>Open a scene first; the text goes where its caret is.</source>
        <translation>请先打开一个场景；文字会插入到光标处。</translation>
    </message>
    <message>
        <source>Insert from the chat</source>
        <translation>从对话插入</translation>
    </message>
    <message>
        <source>The text is in the scene; Undo there takes it back.</source>
        <translation>文字已在场景中；在那里撤销即可收回。</translation>
    </message>
    <message>
        <source>%1 is in the trash.</source>
        <translation>%1 已在回收站中。</translation>
    </message>
    <message>
        <source>Import a character card</source>
        <translation>导入角色卡</translation>
    </message>
    <message>
        <source>Character cards (*.png *.json)</source>
        <translation>角色卡 (*.png *.json)</translation>
    </message>
    <message>
        <source>%1 is here now.</source>
        <translation>%1 来了。</translation>
    </message>
</context>
<context>
    <name>ChatDesk</name>
    <message>
        <source>An answer is still being written in this chat.</source>
        <translation>此对话中仍有回答正在写。</translation>
    </message>
    <message>
        <source>It was stopped; press Delete again.</source>
        <translation>已停止；请再按一次 Delete。</translation>
    </message>
    <message>
        <source>The chat is in the trash.</source>
        <translation>对话已移到回收站。</translation>
    </message>
    <message>
        <source>The message is in the trash of this chat.</source>
        <translation>消息已移到此对话的回收站。</translation>
    </message>
    <message>
        <source>Writer</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>There is no language model to talk with.</source>
        <translation>没有可以对话的语言模型。</translation>
    </message>
    <message>
        <source>Add a folder with GGUF files in Settings, Folders.</source>
        <translation>请在“设置”的“文件夹”中添加含有 GGUF 文件的文件夹。</translation>
    </message>
    <message>
        <source>%1 goes on with a text; it was not made to talk.</source>
        <translation>%1 只会续写文字，不是为对话而做的。</translation>
    </message>
    <message>
        <source>Choose a chat model, or press “Write it as a play”.</source>
        <translation>请选择对话模型，或按“写成剧本”。</translation>
    </message>
</context>
<context>
    <name>ChatList</name>
    <message>
        <source>Search in chats</source>
        <translation>搜索对话</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Show chats in the trash</source>
        <translation>显示回收站中的对话</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>The trash is empty.</source>
        <translation>回收站是空的。</translation>
    </message>
    <message>
        <source>No chats yet.</source>
        <translation>还没有对话。</translation>
    </message>
    <message>
        <source>No chat holds these words.</source>
        <translation>没有对话包含这些词。</translation>
    </message>
    <message>
        <source>Press Enter on a chat to bring it back.</source>
        <translation>在对话上按 Enter 即可恢复。</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
</context>
<context>
    <name>ChatView</name>
    <message>
        <source>Show or hide the list of chats</source>
        <translation>显示或隐藏对话列表</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Title of the chat</source>
        <translation>对话标题</translation>
    </message>
    <message>
        <source>With whom</source>
        <translation>和谁</translation>
    </message>
    <message>
        <source>With whom you talk</source>
        <translation>您在和谁对话</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Write it as a play</source>
        <translation>写成剧本</translation>
    </message>
    <message>
        <source>The model reads the chat as a text with names and writes the next line. It will not obey.</source>
        <translation>模型把对话当作带人名的文字来读，并写出下一行。它不会听从指令。</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>New persona…</source>
        <translation>新角色…</translation>
    </message>
    <message>
        <source>Import a character card…</source>
        <translation>导入角色卡…</translation>
    </message>
    <message>
        <source>There is no language model here. Add a folder with GGUF files in Settings, Folders.</source>
        <translation>这里没有语言模型。请在“设置”的“文件夹”中添加含有 GGUF 文件的文件夹。</translation>
    </message>
    <message>
        <source>%1 goes on with a text; it was not made to talk. Choose a chat model, or let it write the talk as a play.</source>
        <translation>%1 只会续写文字，不是为对话而做的。请选择对话模型，或让它把谈话写成剧本。</translation>
    </message>
    <message>
        <source>%1 writes this talk as a play; do not expect it to obey.</source>
        <translation>%1 把这段谈话写成剧本；别指望它听从指令。</translation>
    </message>
    <message>
        <source>Ask about the manuscript, or let a persona speak. Nothing leaves this machine.</source>
        <translation>询问稿件，或让一个角色说话。任何内容都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Edit the persona…</source>
        <translation>编辑角色…</translation>
    </message>
    <message numerus="yes">
        <source>Bring back %n message(s) from the trash</source>
        <translation>
            <numerusform>从回收站恢复 %n 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>Export the chat…</source>
        <translation>导出对话…</translation>
    </message>
    <message>
        <source>Move the chat to the trash</source>
        <translation>把对话移到回收站</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Export the chat</source>
        <translation>导出对话</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>JSON, all branches (*.json)</source>
        <translation>JSON，含全部分支 (*.json)</translation>
    </message>
    <message>
        <source>The chat is in %1.</source>
        <translation>对话已写入 %1。</translation>
    </message>
</context>
<context>
    <name>CheckBox</name>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Check the file</source>
        <translation>检查文件</translation>
    </message>
    <message>
        <source>Reads the whole file: whether it is complete, and whether it changed since the last check</source>
        <translation>读取整个文件：是否完整，自上次检查后是否改变</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>检查进度</translation>
    </message>
</context>
<context>
    <name>ColourPicker</name>
    <message>
        <source>Hue</source>
        <translation>色相</translation>
    </message>
    <message>
        <source>Colour as a hex code</source>
        <translation>十六进制颜色代码</translation>
    </message>
    <message>
        <source>Colour as a hex code, such as #f2a65a or #fa5</source>
        <translation>十六进制颜色代码，例如 #f2a65a 或 #fa5</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>饱和度</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>明度</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝</translation>
    </message>
    <message>
        <source>Sliders: %1. Press for the others.</source>
        <translation>滑块：%1。按下切换到另一种。</translation>
    </message>
</context>
<context>
    <name>ColourPopup</name>
    <message>
        <source>Ground colour</source>
        <translation>背景色</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>前景色</translation>
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
    <message>
        <source>No command is called that.</source>
        <translation>没有这样的命令。</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Two texts</source>
        <translation>两份文本</translation>
    </message>
    <message>
        <source>Struck is only in theirs, underlined only in mine. The other one stays a version.</source>
        <translation>删除线部分只在对方文本中，下划线部分只在我的文本中。另一份会保留为版本。</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>稍后决定</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>采用对方的</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的</translation>
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
    <name>Composer</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Say something. Enter sends, Shift+Enter begins a new line.</source>
        <translation>说点什么。Enter 发送，Shift+Enter 换行。</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Quote the selected passage of the scene</source>
        <translation>引用场景中选中的段落</translation>
    </message>
    <message>
        <source>Read along</source>
        <translation>一并阅读</translation>
    </message>
    <message>
        <source>Scenes and notes the model reads along</source>
        <translation>模型一并阅读的场景和笔记</translation>
    </message>
    <message>
        <source>Do not read “%1” along</source>
        <translation>不再一并阅读“%1”</translation>
    </message>
    <message numerus="yes">
        <source>%n more text(s) are read along</source>
        <translation>
            <numerusform>另有 %n 篇文本一并阅读</numerusform>
        </translation>
    </message>
    <message>
        <source>persona</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>read along</source>
        <translation>一并阅读</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Guessed; it is counted once the model is loaded.</source>
        <translation>这是估计值；模型载入后会实际计数。</translation>
    </message>
    <message>
        <source>Tokens the model reads</source>
        <translation>模型阅读的词元数</translation>
    </message>
</context>
<context>
    <name>ConflictBar</name>
    <message>
        <source>Another program changed this text. Nothing is lost: the other one is kept as a version.</source>
        <translation>其他程序更改了此文本。不会丢失任何内容：另一份会保留为版本。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>采用对方的</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的</translation>
    </message>
</context>
<context>
    <name>ContextDialog</name>
    <message>
        <source>What the model reads</source>
        <translation>模型读到的内容</translation>
    </message>
    <message>
        <source>Exactly what the model got, with the marks of its template.</source>
        <translation>模型实际得到的全部内容，含其模板标记。</translation>
    </message>
    <message>
        <source>What the model will get; the marks of its template are added by the engine.</source>
        <translation>模型将得到的内容；模板标记由引擎添加。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ContextPanel</name>
    <message>
        <source>What the model reads</source>
        <translation>模型读到的内容</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>The whole text exactly as the model got it</source>
        <translation>模型实际得到的完整文本</translation>
    </message>
    <message>
        <source>task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>always</source>
        <translation>必读</translation>
    </message>
    <message>
        <source>summaries</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>earlier</source>
        <translation>前文</translation>
    </message>
    <message>
        <source>lore</source>
        <translation>设定</translation>
    </message>
    <message>
        <source>found</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>note</source>
        <translation>作者注</translation>
    </message>
    <message>
        <source>text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>after</source>
        <translation>后文</translation>
    </message>
    <message>
        <source>free</source>
        <translation>空余</translation>
    </message>
    <message>
        <source>Fired: %1</source>
        <translation>已触发：%1</translation>
    </message>
    <message>
        <source>Found: %1</source>
        <translation>已检索：%1</translation>
    </message>
    <message>
        <source>Found passages</source>
        <translation>检索到的段落</translation>
    </message>
    <message>
        <source>This scene</source>
        <translation>本场景</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 项</translation>
    </message>
    <message>
        <source>Left out:</source>
        <translation>未读入：</translation>
    </message>
</context>
<context>
    <name>ContextView</name>
    <message>
        <source>%1 tokens were still in memory and not read again.</source>
        <translation>%1 个词元仍在内存中，无需重读。</translation>
    </message>
</context>
<context>
    <name>ControlProperties</name>
    <message>
        <source>ControlNet</source>
        <translation>ControlNet</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>ControlNet of layer</source>
        <translation>图层的 ControlNet</translation>
    </message>
    <message>
        <source>Weight of control</source>
        <translation>控制的权重</translation>
    </message>
    <message>
        <source>Span of control</source>
        <translation>控制的区间</translation>
    </message>
    <message>
        <source>None: the layer is only shown</source>
        <translation>无：图层仅显示</translation>
    </message>
    <message>
        <source>%1 (missing)</source>
        <translation>%1（缺失）</translation>
    </message>
</context>
<context>
    <name>ConvertDialog</name>
    <message>
        <source>Convert to safetensors</source>
        <translation>转换为 safetensors</translation>
    </message>
    <message>
        <source>This is a pickle: a kind of file that can run programs when it is opened. Atelier reads the weights out of it in a process of its own that runs nothing of it, and writes them to a safetensors file. The pickle stays as it is.</source>
        <translation>这是一个 pickle 文件：打开它时可能会运行其中的程序。Atelier 在单独的进程中读出权重，不运行其中任何内容，并把权重写入 safetensors 文件。原来的 pickle 文件保持不变。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Write the new file to another place</source>
        <translation>把新文件写到别处</translation>
    </message>
    <message>
        <source>Progress of the conversion</source>
        <translation>转换进度</translation>
    </message>
    <message>
        <source>Move the pickle to the trash</source>
        <translation>把 pickle 文件移到回收站</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Convert</source>
        <translation>转换</translation>
    </message>
    <message>
        <source>New file</source>
        <translation>新文件</translation>
    </message>
    <message>
        <source>New file: %1</source>
        <translation>新文件：%1</translation>
    </message>
    <message>
        <source>Write the new file to</source>
        <translation>新文件写到</translation>
    </message>
    <message>
        <source>Safetensors (*.safetensors)</source>
        <translation>Safetensors (*.safetensors)</translation>
    </message>
    <message>
        <source>Beginning…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>Reading the pickle</source>
        <translation>正在读取 pickle 文件</translation>
    </message>
    <message>
        <source>Writing the new file</source>
        <translation>正在写入新文件</translation>
    </message>
    <message numerus="yes">
        <source>%n s left</source>
        <translation>
            <numerusform>还剩 %n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>还剩 %n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is ready.</source>
        <translation>“%1”已就绪。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>“%1” is ready; the pickle is in the trash.</source>
        <translation>“%1”已就绪；pickle 文件已在回收站中。</translation>
    </message>
    <message>
        <source>“%1” could not be moved to the trash.</source>
        <translation>无法将“%1”移到回收站。</translation>
    </message>
</context>
<context>
    <name>Corkboard</name>
    <message>
        <source>Part or chapter</source>
        <translation>部或章</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>任何状态</translation>
    </message>
    <message>
        <source>Size of the cards</source>
        <translation>卡片大小</translation>
    </message>
    <message>
        <source>Whole manuscript</source>
        <translation>整部书稿</translation>
    </message>
    <message numerus="yes">
        <source>%n scene(s)</source>
        <translation>
            <numerusform>%n 个场景</numerusform>
        </translation>
    </message>
    <message>
        <source>There are no scenes yet. Press Ctrl+N to begin one.</source>
        <translation>还没有场景。按 Ctrl+N 新建一个。</translation>
    </message>
    <message>
        <source>No scene is in this state.</source>
        <translation>没有处于此状态的场景。</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Synopsis</source>
        <translation>梗概</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Write the title</source>
        <translation>编辑标题</translation>
    </message>
    <message>
        <source>Write the synopsis</source>
        <translation>编辑梗概</translation>
    </message>
    <message>
        <source>Move before</source>
        <translation>前移</translation>
    </message>
    <message>
        <source>Move behind</source>
        <translation>后移</translation>
    </message>
</context>
<context>
    <name>Crop</name>
    <message>
        <source>The rectangle lies wholly outside of the picture.</source>
        <translation>矩形完全位于图像之外。</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
</context>
<context>
    <name>DayChart</name>
    <message>
        <source>Words of the last {days} days; the most were {words} on {day}</source>
        <translation>最近 {days} 天的字数；最多的是 {day} 的 {words} 字</translation>
    </message>
    <message>
        <source>Nothing was written in the last {days} days</source>
        <translation>最近 {days} 天没有写作</translation>
    </message>
    <message>
        <source>Goal {words}</source>
        <translation>目标 {words}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>{day}: {words} words</source>
        <translation>{day}：{words} 字</translation>
    </message>
</context>
<context>
    <name>DescribeDialog</name>
    <message>
        <source>Describe this picture</source>
        <translation>描述这张图片</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再看一次</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Insert into the scene</source>
        <translation>插入到场景</translation>
    </message>
    <message>
        <source>Make it a note</source>
        <translation>做成笔记</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open a scene on the Write page first.</source>
        <translation>请先在“写作”页打开一个场景。</translation>
    </message>
    <message>
        <source>Open a project on the Write page first.</source>
        <translation>请先在“写作”页打开一个项目。</translation>
    </message>
</context>
<context>
    <name>Description</name>
    <message>
        <source>Nobody looked at the picture: no model that sees is here.</source>
        <translation>没有人看过这张图片：这里没有能看图的模型。</translation>
    </message>
    <message>
        <source>This is the prompt it was made from, as the file says.</source>
        <translation>这是文件中记录的、生成它的提示词。</translation>
    </message>
    <message>
        <source>This is the prompt %1 made it from, as the file says.</source>
        <translation>这是文件中记录的、%1 生成它时的提示词。</translation>
    </message>
    <message>
        <source>No model that sees is here, and the file does not say what it shows. Write it yourself, or add a vision model with its projector in Settings, Folders.</source>
        <translation>这里没有能看图的模型，文件也没有说明内容。请自己写，或在“设置”的“文件夹”中添加视觉模型及其投影文件。</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>无法读取 %1。</translation>
    </message>
    <message>
        <source>%1 is looking at the picture…</source>
        <translation>%1 正在看图片…</translation>
    </message>
    <message>
        <source>Described by %1.</source>
        <translation>由 %1 描述。</translation>
    </message>
    <message>
        <source>The model could not describe it.</source>
        <translation>模型无法描述它。</translation>
    </message>
    <message>
        <source>The model could not describe it; this is its prompt.</source>
        <translation>模型无法描述它；这是它的提示词。</translation>
    </message>
    <message>
        <source>Insert the description</source>
        <translation>插入描述</translation>
    </message>
    <message>
        <source>The description is in the scene; Undo there takes it back.</source>
        <translation>描述已在场景中；在那里撤销即可收回。</translation>
    </message>
    <message>
        <source>Picture %1</source>
        <translation>图片 %1</translation>
    </message>
    <message>
        <source>The description is a note of the project, with the picture.</source>
        <translation>描述已成为项目的笔记，并附有图片。</translation>
    </message>
</context>
<context>
    <name>DeskPanel</name>
    <message numerus="yes">
        <source>An answer was cut off: %n word(s)</source>
        <translation>
            <numerusform>有一段回答被中断：%n 词</numerusform>
        </translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>忽略</translation>
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
    <name>DetailSide</name>
    <message>
        <source>About the chosen file</source>
        <translation>关于所选文件</translation>
    </message>
    <message>
        <source>Convert to safetensors…</source>
        <translation>转换为 safetensors…</translation>
    </message>
    <message>
        <source>Find it again…</source>
        <translation>重新查找…</translation>
    </message>
    <message>
        <source>Say what it is…</source>
        <translation>指明类型…</translation>
    </message>
    <message>
        <source>Bring it back to the list</source>
        <translation>放回列表</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>More to do with it</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>Show its pictures</source>
        <translation>显示其图片</translation>
    </message>
    <message>
        <source>It fits no model on this machine.</source>
        <translation>本机没有适用的模型。</translation>
    </message>
    <message>
        <source>A control layer on the Paint page uses it.</source>
        <translation>在“绘画”页通过控制图层使用。</translation>
    </message>
    <message>
        <source>You took this off the list. It is still on the disk, and nothing offers it.</source>
        <translation>您已将它从列表中移除。它仍在磁盘上，但不会出现在任何选择中。</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>在文件管理器中显示</translation>
    </message>
    <message>
        <source>Check the file</source>
        <translation>检查文件</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>Move to the system&apos;s trash…</source>
        <translation>移到系统回收站…</translation>
    </message>
</context>
<context>
    <name>Difference</name>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
</context>
<context>
    <name>DocumentFiles</name>
    <message>
        <source>Autosave works again.</source>
        <translation>自动保存恢复正常。</translation>
    </message>
    <message>
        <source>Layer 1</source>
        <translation>图层 1</translation>
    </message>
    <message>
        <source>Opening %1 …</source>
        <translation>正在打开 %1 …</translation>
    </message>
    <message>
        <source>Place picture</source>
        <translation>置入图像</translation>
    </message>
    <message>
        <source>Saving %1 …</source>
        <translation>正在保存 %1 …</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为 %1。</translation>
    </message>
    <message>
        <source>Exporting %1 …</source>
        <translation>正在导出 %1 …</translation>
    </message>
    <message>
        <source>Exported as %1.</source>
        <translation>已导出为 %1。</translation>
    </message>
    <message>
        <source>Opening the draft …</source>
        <translation>正在打开草稿 …</translation>
    </message>
    <message>
        <source>Some parts of the document could not be brought back.</source>
        <translation>文档的某些部分无法恢复。</translation>
    </message>
    <message>
        <source>Opening the document of the last session …</source>
        <translation>正在打开上次的文档…</translation>
    </message>
</context>
<context>
    <name>DraftBar</name>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Alternative before</source>
        <translation>上一个备选</translation>
    </message>
    <message>
        <source>Next alternative</source>
        <translation>下一个备选</translation>
    </message>
    <message>
        <source>Stop  Esc</source>
        <translation>停止  Esc</translation>
    </message>
    <message>
        <source>Stop writing; what is there stays a draft</source>
        <translation>停止写作；已写的仍是草稿</translation>
    </message>
    <message>
        <source>Discard  Esc</source>
        <translation>舍弃  Esc</translation>
    </message>
    <message>
        <source>Take the draft away</source>
        <translation>移除草稿</translation>
    </message>
    <message>
        <source>Word ⇥</source>
        <translation>一词 ⇥</translation>
    </message>
    <message>
        <source>Accept the next word</source>
        <translation>接受下一个词</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>一句</translation>
    </message>
    <message>
        <source>Accept the next sentence</source>
        <translation>接受下一句</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>都要</translation>
    </message>
    <message>
        <source>Accept it, and put the next alternative after it</source>
        <translation>接受它，并把下一个备选接在其后</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>重写</translation>
    </message>
    <message>
        <source>Another answer; this one is kept</source>
        <translation>另写一个；当前的会保留</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>All of it becomes text, as one step of undo</source>
        <translation>全部成为正文，可一步撤销</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>词</translation>
    </message>
</context>
<context>
    <name>Drafter</name>
    <message>
        <source>Open a scene first.</source>
        <translation>请先打开一个场景。</translation>
    </message>
    <message>
        <source>This text is open for reading only.</source>
        <translation>此文本以只读方式打开。</translation>
    </message>
</context>
<context>
    <name>Drafting</name>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Accept, and the next alternative after it</source>
        <translation>接受，并接上下一个备选</translation>
    </message>
    <message>
        <source>Continue, or accept the draft</source>
        <translation>续写，或接受草稿</translation>
    </message>
    <message>
        <source>Another answer</source>
        <translation>另写一个</translation>
    </message>
    <message>
        <source>Stop writing</source>
        <translation>停止写作</translation>
    </message>
    <message>
        <source>Accept the next sentence</source>
        <translation>接受下一句</translation>
    </message>
    <message>
        <source>Discard the draft</source>
        <translation>舍弃草稿</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>确定度</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>指示</translation>
    </message>
    <message>
        <source>What the model reads</source>
        <translation>模型读到的内容</translation>
    </message>
    <message>
        <source>Choose an alternative</source>
        <translation>选择备选</translation>
    </message>
    <message>
        <source>Writing tools</source>
        <translation>写作工具</translation>
    </message>
</context>
<context>
    <name>EmptyCard</name>
    <message>
        <source>Bring your own models</source>
        <translation>带来您自己的模型</translation>
    </message>
    <message>
        <source>These came with Atelier. Drop files or folders anywhere on this page, or add a folder: checkpoints, LoRAs and ControlNets (.safetensors), language models (.gguf), folders in the diffusers or Hugging Face layout. They are used where they lie; nothing is copied or moved unless you ask for it.</source>
        <translation>这些是 Atelier 自带的模型。将文件或文件夹拖到本页任意处，或添加一个文件夹：检查点、LoRA 和 ControlNet（.safetensors）、语言模型（.gguf）、diffusers 或 Hugging Face 结构的文件夹。它们在原处使用；除非您要求，否则不会复制或移动。</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>From other programs…</source>
        <translation>来自其他程序…</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Write</source>
        <translation>写</translation>
    </message>
    <message>
        <source>A project is a folder of plain text files that belongs to you: scenes, notes on people and places, and a small index. A language model on this machine can draft with you; every word of it stays yours to take or leave.</source>
        <translation>项目是一个属于你的纯文本文件夹：场景、人物与地点笔记，以及一个小索引。本机的语言模型可以与你一起起草；每个词是否采用都由你决定。</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>试试示例</translation>
    </message>
    <message>
        <source>A short story that is begun, with people and places; press Continue in it</source>
        <translation>一个已开头的短篇，带有人物和地点；在其中按“续写”</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>新建项目…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Last opened</source>
        <translation>最近打开</translation>
    </message>
</context>
<context>
    <name>Eraser</name>
    <message>
        <source>Eraser stroke</source>
        <translation>橡皮擦笔触</translation>
    </message>
    <message>
        <source>The transparency of the layer “%1” is locked; nothing can be erased.</source>
        <translation>图层“%1”的透明度已锁定；无法擦除。</translation>
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
    <name>Exchange</name>
    <message>
        <source>Manuscript</source>
        <translation>书稿</translation>
    </message>
    <message>
        <source>Import texts…</source>
        <translation>导入文本…</translation>
    </message>
    <message>
        <source>Import a folder of texts…</source>
        <translation>导入文本文件夹…</translation>
    </message>
    <message>
        <source>Export the manuscript…</source>
        <translation>导出书稿…</translation>
    </message>
    <message>
        <source>Import texts here…</source>
        <translation>在此导入文本…</translation>
    </message>
    <message>
        <source>Export these…</source>
        <translation>导出所选…</translation>
    </message>
    <message>
        <source>Open or begin a project first.</source>
        <translation>请先打开或新建一个项目。</translation>
    </message>
    <message>
        <source>This project is open for reading only.</source>
        <translation>此项目以只读方式打开。</translation>
    </message>
    <message>
        <source>Import texts</source>
        <translation>导入文本</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Import a folder of texts</source>
        <translation>导入文本文件夹</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message numerus="yes">
        <source>Imported: %n text(s).</source>
        <translation>
            <numerusform>已导入 %n 篇文本。</numerusform>
        </translation>
    </message>
    <message>
        <source>The import was stopped; nothing was added.</source>
        <translation>导入已停止；没有添加任何内容。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>There is a file “{name}” already. Replace it?</source>
        <translation>已有文件“{name}”。要替换它吗？</translation>
    </message>
    <message>
        <source>Exported: {path}</source>
        <translation>已导出：{path}</translation>
    </message>
    <message>
        <source>The export was stopped; nothing was written.</source>
        <translation>导出已停止；没有写入任何文件。</translation>
    </message>
    <message>
        <source>Word document (.docx)</source>
        <translation>Word 文档（.docx）</translation>
    </message>
    <message>
        <source>OpenDocument text (.odt)</source>
        <translation>OpenDocument 文本（.odt）</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>E-book (.epub)</source>
        <translation>电子书（.epub）</translation>
    </message>
    <message>
        <source>Web page (.html)</source>
        <translation>网页（.html）</translation>
    </message>
    <message>
        <source>Markdown (.md)</source>
        <translation>Markdown（.md）</translation>
    </message>
    <message>
        <source>Plain text (.txt)</source>
        <translation>纯文本（.txt）</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部</translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation>章</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>Stays in the text</source>
        <translation>保留在正文中</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>What is exported</source>
        <translation>导出内容</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>书籍</translation>
    </message>
    <message>
        <source>Standard manuscript (submission)</source>
        <translation>标准稿件格式（投稿）</translation>
    </message>
    <message>
        <source>A separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Their titles as headings</source>
        <translation>以场景标题作为小标题</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Title page</source>
        <translation>扉页</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Notes at the end (characters, places, lore)</source>
        <translation>末尾附笔记（人物、地点、设定）</translation>
    </message>
    <message>
        <source>Keep single line ends, as in verse</source>
        <translation>保留单个换行（如诗歌）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>样式</translation>
    </message>
    <message>
        <source>Between scenes</source>
        <translation>场景之间</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>封面</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>No cover</source>
        <translation>无封面</translation>
    </message>
    <message>
        <source>Cover picture</source>
        <translation>封面图片</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>{n} of {all} scenes · {words} words</source>
        <translation>{all} 个场景中的 {n} 个 · {words} 字</translation>
    </message>
</context>
<context>
    <name>ExtrasBox</name>
    <message>
        <source>Adapters (LoRA)</source>
        <translation>适配器（LoRA）</translation>
    </message>
</context>
<context>
    <name>Facets</name>
    <message>
        <source>Kinds of files and folders</source>
        <translation>文件类型与文件夹</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Taken off the list</source>
        <translation>已从列表中移除</translation>
    </message>
    <message>
        <source>Watched folders</source>
        <translation>监视的文件夹</translation>
    </message>
    <message>
        <source>Folder of models</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>It is not there: its disk may be disconnected.</source>
        <translation>它不在那里：磁盘可能未连接。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Watch it no more</source>
        <translation>不再监视</translation>
    </message>
    <message>
        <source>Forget the folder; nothing on the disk is deleted</source>
        <translation>忘记此文件夹；磁盘上的内容不会删除</translation>
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
    <name>Figures</name>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Statistics and goals</source>
        <translation>统计与目标</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
</context>
<context>
    <name>FileCommands</name>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>New document…</source>
        <translation>新建文档…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Recent documents and drafts…</source>
        <translation>最近的文档和草稿…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy all layers</source>
        <translation>复制所有图层</translation>
    </message>
    <message>
        <source>Paste as a new layer</source>
        <translation>粘贴为新图层</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Atelier document</source>
        <translation>Atelier 文档</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>There is nothing here to copy.</source>
        <translation>这里没有可复制的内容。</translation>
    </message>
    <message>
        <source>Pasted</source>
        <translation>已粘贴</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>The picture on the clipboard is damaged or too large.</source>
        <translation>剪贴板上的图片已损坏或过大。</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>剪贴板上没有图像。</translation>
    </message>
</context>
<context>
    <name>Fill</name>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this text</source>
        <translation>在此文本中查找</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>Keep capitals as they were found</source>
        <translation>保留原有的大小写</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Replace all places in this text, as one step</source>
        <translation>替换此文本中的所有位置，作为一个步骤</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>{place} of {total}</source>
        <translation>第 {place} 处，共 {total} 处</translation>
    </message>
    <message>
        <source>Went on at the other end of the text</source>
        <translation>已从文本另一端继续</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>全部替换</translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>已替换 %n 处</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find in this text</source>
        <translation>在此文本中查找</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Replace in this text</source>
        <translation>在此文本中替换</translation>
    </message>
    <message>
        <source>Find and replace in the project</source>
        <translation>在项目中查找和替换</translation>
    </message>
    <message>
        <source>Go to a scene or note</source>
        <translation>转到场景或笔记</translation>
    </message>
</context>
<context>
    <name>FitsBox</name>
    <message>
        <source>Fits</source>
        <translation>适用于</translation>
    </message>
    <message>
        <source>Use with it</source>
        <translation>与其一起使用</translation>
    </message>
    <message>
        <source>Use with %1</source>
        <translation>与 %1 一起使用</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 个</numerusform>
        </translation>
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
        <source>A model for pictures is one safetensors file (Stable Diffusion 1, 2 or XL), or a folder in the diffusers format. One for texts is a GGUF file, or a folder in the Hugging Face format. Folders inside are looked into.</source>
        <translation>绘图模型是一个 safetensors 文件（Stable Diffusion 1、2 或 XL），或 diffusers 格式的文件夹。写作模型是一个 GGUF 文件，或 Hugging Face 格式的文件夹。其中的子文件夹也会查看。</translation>
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
    <name>FontCombo</name>
    <message>
        <source>Program&apos;s own</source>
        <translation>程序自有</translation>
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
        <source>Put beside the open scene</source>
        <translation>放到打开的场景旁</translation>
    </message>
    <message>
        <source>Describe in words…</source>
        <translation>用文字描述…</translation>
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
    <name>Generation</name>
    <message>
        <source>Choose by itself</source>
        <translation>自动选择</translation>
    </message>
    <message>
        <source>By selection, frame and strength</source>
        <translation>根据选区、生成框和强度</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2 %</translation>
    </message>
</context>
<context>
    <name>GeometryCommands</name>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Generation frame</source>
        <translation>生成框</translation>
    </message>
    <message>
        <source>Rotate the image right</source>
        <translation>图像向右旋转</translation>
    </message>
    <message>
        <source>Rotate the image left</source>
        <translation>图像向左旋转</translation>
    </message>
    <message>
        <source>Rotate the image by 180°</source>
        <translation>图像旋转 180°</translation>
    </message>
    <message>
        <source>Mirror the image left and right</source>
        <translation>图像左右翻转</translation>
    </message>
    <message>
        <source>Mirror the image top and bottom</source>
        <translation>图像上下翻转</translation>
    </message>
    <message>
        <source>Crop to the selection</source>
        <translation>裁剪到选区</translation>
    </message>
    <message>
        <source>Trim transparent edges</source>
        <translation>裁去透明边缘</translation>
    </message>
    <message>
        <source>Scale the image…</source>
        <translation>缩放图像…</translation>
    </message>
    <message>
        <source>Size of the canvas…</source>
        <translation>画布大小…</translation>
    </message>
    <message>
        <source>Rotate the image by an angle…</source>
        <translation>按角度旋转图像…</translation>
    </message>
    <message>
        <source>Rotate the layer right</source>
        <translation>图层向右旋转</translation>
    </message>
    <message>
        <source>Rotate the layer left</source>
        <translation>图层向左旋转</translation>
    </message>
    <message>
        <source>Rotate the layer by 180°</source>
        <translation>图层旋转 180°</translation>
    </message>
    <message>
        <source>Put the layer in the middle</source>
        <translation>图层居中</translation>
    </message>
    <message>
        <source>Put it in the middle, sideways</source>
        <translation>水平居中</translation>
    </message>
    <message>
        <source>Put it in the middle, up and down</source>
        <translation>垂直居中</translation>
    </message>
    <message>
        <source>Mirror the layer left and right</source>
        <translation>图层左右翻转</translation>
    </message>
    <message>
        <source>Mirror the layer top and bottom</source>
        <translation>图层上下翻转</translation>
    </message>
    <message>
        <source>Fit the frame to the document</source>
        <translation>生成框适合文档</translation>
    </message>
    <message>
        <source>Fit the frame to the selection</source>
        <translation>生成框适合选区</translation>
    </message>
    <message>
        <source>The picture is being changed…</source>
        <translation>正在更改图像…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Scale the image</source>
        <translation>缩放图像</translation>
    </message>
    <message>
        <source>Size of the canvas</source>
        <translation>画布大小</translation>
    </message>
    <message>
        <source>Rotate the image</source>
        <translation>旋转图像</translation>
    </message>
</context>
<context>
    <name>GeometryDialog</name>
    <message>
        <source>%1 × %2 pixels, up to %3 of memory for its layers</source>
        <translation>%1 × %2 像素，图层最多占用 %3 内存</translation>
    </message>
</context>
<context>
    <name>GoalBar</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Goal of today</source>
        <translation>今日目标</translation>
    </message>
    <message>
        <source>%1 / %2 words</source>
        <translation>%1 / %2 词</translation>
    </message>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln 词</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GoalWatch</name>
    <message>
        <source>{words} words today: the goal of the day is reached.</source>
        <translation>今天已写 {words} 字：已达到当日目标。</translation>
    </message>
    <message>
        <source>{words} words: the goal of the project is reached.</source>
        <translation>{words} 字：已达到项目目标。</translation>
    </message>
</context>
<context>
    <name>GoalsBox</name>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Goal of the project</source>
        <translation>项目目标</translation>
    </message>
    <message>
        <source>Words in all</source>
        <translation>总字数</translation>
    </message>
    <message>
        <source>Words a day</source>
        <translation>每天字数</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>截止日期</translation>
    </message>
    <message>
        <source>Set a number of words to see how far it is.</source>
        <translation>设定字数即可看到进度。</translation>
    </message>
    <message>
        <source>{total} of {goal} words: the goal is reached.</source>
        <translation>{total} / {goal} 字：已达到目标。</translation>
    </message>
    <message>
        <source>{left} of {goal} words are left.</source>
        <translation>目标 {goal} 字，还剩 {left} 字。</translation>
    </message>
    <message numerus="yes">
        <source>That is {words} a day for %n day(s).</source>
        <translation>
            <numerusform>即每天 {words} 字，共 %n 天。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Gradient</name>
    <message>
        <source>Gradient</source>
        <translation>渐变</translation>
    </message>
</context>
<context>
    <name>GroupButton</name>
    <message>
        <source>Hold or right-click: %1</source>
        <translation>按住或右键单击：%1</translation>
    </message>
</context>
<context>
    <name>GuideField</name>
    <message>
        <source>What happens next, or what to do…</source>
        <translation>接下来发生什么，或要做什么…</translation>
    </message>
    <message>
        <source>What happens next…</source>
        <translation>接下来发生什么……</translation>
    </message>
    <message>
        <source>What next…</source>
        <translation>接下来……</translation>
    </message>
    <message>
        <source>What…</source>
        <translation>指示……</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>指示</translation>
    </message>
    <message>
        <source>Read by every tool. Enter sends it: at the caret the text goes on that way, with a selection the model does that with it.</source>
        <translation>每个工具都会读它。按回车发送：在光标处就照此续写，有选区时模型照此处理选区。</translation>
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
        <source>Paint and select</source>
        <translation>绘画与选择</translation>
    </message>
    <message>
        <source>The tools stand at the left edge of the canvas; their options are above it. A right click on the picture shows the tip of a brush, and with other tools what can be done; the menu key always shows that. Keys are those of Krita where there is a habit: B brush, E eraser, [ and ] the size of the tip, I and O its opacity, X swaps the two colours, M, L and W select, T moves and transforms. Space pans, Ctrl and the wheel zoom, Ctrl borrows the colour picker. Ctrl+K finds any command by its name. The snowflake mirrors strokes, turns them around a centre, or wraps them at the edges for tiling textures. Layers, the list of steps and colours lie below the history.</source>
        <translation>工具位于画布左侧，选项在画布上方。使用画笔时在画面上右键单击可设置笔尖，使用其他工具时则显示可执行的命令；菜单键始终显示这些命令。按键在有习惯之处与 Krita 相同：B 画笔，E 橡皮，[ 和 ] 调整笔尖大小，I 和 O 调整不透明度，X 交换两种颜色，M、L、W 选择，T 移动与变换。空格平移，Ctrl 加滚轮缩放，按住 Ctrl 临时使用取色器。Ctrl+K 可按名称查找任何命令。雪花按钮让笔画镜像、绕中心旋转复制，或在边缘环绕以绘制可平铺的纹理。图层、步骤列表和颜色位于历史下方。</translation>
    </message>
    <message>
        <source>Let the model work on a part</source>
        <translation>让模型处理局部</translation>
    </message>
    <message>
        <source>The button says what it will do. With a selection it fills it; with a strength under 100 % it refines what is in the frame; with the frame past the edge it expands the picture. The arrow beside it offers more: add, remove, replace the background, upscale. Outside of the selection not one pixel changes.</source>
        <translation>按钮会说明它将做什么。有选区时填充选区；强度低于 100 % 时润色生成框内的内容；生成框超出边缘时扩展图像。旁边的箭头提供更多：添加、移除、替换背景、放大。选区之外没有一个像素会改变。</translation>
    </message>
    <message>
        <source>Live mode and regions</source>
        <translation>实时模式与区域</translation>
    </message>
    <message>
        <source>The bolt above the canvas redraws the frame while you paint, with at most 8 steps. Enter keeps what you see as a layer. A mask layer used as a region has a prompt of its own for the part it covers.</source>
        <translation>画布上方的闪电会在绘画时重绘生成框，最多 8 步。按回车将所见保留为图层。用作区域的蒙版图层对其覆盖的部分有自己的提示词。</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Save keeps all layers in an .atelier file; Export writes PNG, JPEG, WebP, AVIF, TIFF, OpenRaster or PSD. What you never saved is kept too: it comes back at the next start, and older drafts are under Recent documents and drafts.</source>
        <translation>保存会将所有图层存入 .atelier 文件；导出可写入 PNG、JPEG、WebP、AVIF、TIFF、OpenRaster 或 PSD。从未保存的内容也会保留：下次启动时恢复，更早的草稿在“最近的文档和草稿”中。</translation>
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
        <source>Write</source>
        <translation>写</translation>
    </message>
    <message>
        <source>On the Write page a project is a folder of Markdown files. Ctrl+Enter goes on with the text; the draft stands in another colour until you take it: Tab a word, Ctrl+Tab a sentence, Ctrl+Enter all, Esc stops and then discards. Alt+R asks again, Alt+C tints words by how sure the model was; click a word of the draft to see what else could stand there. Ctrl+F finds in the text, Ctrl+Shift+F in the project, Ctrl+P goes to a scene, F9 is focus, F10 typewriter, Ctrl+Shift+V shows versions.</source>
        <translation>在“写作”页，项目是一个 Markdown 文件夹。Ctrl+Enter 续写；草稿以另一种颜色显示，直到你采用：Tab 采用一个词，Ctrl+Tab 一句，Ctrl+Enter 全部，Esc 先停止再放弃。Alt+R 重新生成，Alt+C 按模型的把握给词着色；点击草稿中的词可查看还可能是什么。Ctrl+F 在文中查找，Ctrl+Shift+F 在项目中查找，Ctrl+P 转到场景，F9 专注，F10 打字机，Ctrl+Shift+V 查看版本。</translation>
    </message>
    <message>
        <source>What the model reads</source>
        <translation>模型读到的内容</translation>
    </message>
    <message>
        <source>The panel Draft shows how the context is filled, and all of it word for word. Notes come in when their names appear; a first line “triggers: Mary, the captain” adds names. Your own tools are TOML files in the folder writing of the configuration folder. A banned phrase is matched as whole words.</source>
        <translation>“草稿”面板显示上下文如何填充，并可逐字查看全部内容。笔记在其名称出现时加入；首行“triggers: Mary, the captain”可添加名称。自定义工具是配置文件夹中 writing 文件夹里的 TOML 文件。禁用短语按整词匹配。</translation>
    </message>
    <message>
        <source>Your own models</source>
        <translation>使用自己的模型</translation>
    </message>
    <message>
        <source>The Models page lists every file of models: what it is, what it fits, and why one cannot be used. Drop files or folders on it, add a folder, or take in what other programs have; they are used where they are. For pictures a model is one safetensors file or a folder in the diffusers format, for texts a GGUF file or a folder in the Hugging Face format. Your notes, and the settings a model begins with, are kept there.</source>
        <translation>“模型”页列出所有模型文件：它是什么、适用于什么、为何不能使用。可将文件或文件夹拖到页上、添加文件夹，或采用其他程序已有的模型；它们在原处使用。图像模型是一个 safetensors 文件或 diffusers 格式的文件夹，文本模型是 GGUF 文件或 Hugging Face 格式的文件夹。您的笔记和模型的初始设置也保存在那里。</translation>
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
    <name>IllustrateDialog</name>
    <message>
        <source>Illustrate this</source>
        <translation>为此配图</translation>
    </message>
    <message>
        <source>Other prompts</source>
        <translation>换些提示词</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>画风</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Pictures of each prompt</source>
        <translation>每条提示词的图片数</translation>
    </message>
    <message>
        <source>Add a prompt</source>
        <translation>添加提示词</translation>
    </message>
    <message>
        <source>Drawn with %1 and the settings of the Paint page.</source>
        <translation>用 %1 和“绘画”页的设置绘制。</translation>
    </message>
    <message>
        <source>There is no picture model to draw with; add one in Settings, Folders.</source>
        <translation>没有可用的图像模型；请在“设置”的“文件夹”中添加。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Pictures of each</source>
        <translation>每条张数</translation>
    </message>
    <message>
        <source>%1 is reading the passage…</source>
        <translation>%1 正在读这段文字…</translation>
    </message>
    <message numerus="yes">
        <source>Draw %n picture(s)</source>
        <translation>
            <numerusform>绘制 %n 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>绘制</translation>
    </message>
</context>
<context>
    <name>Illustration</name>
    <message>
        <source>Words and pictures</source>
        <translation>文字与图片</translation>
    </message>
    <message>
        <source>Illustrate this</source>
        <translation>为此配图</translation>
    </message>
    <message>
        <source>Open a scene first; its picture will stand beside it.</source>
        <translation>请先打开一个场景；图片会放在它旁边。</translation>
    </message>
    <message>
        <source>Made by rules from words of the passage; no language model that follows instructions is here. Change them as you like.</source>
        <translation>按规则由段落的用词生成；这里没有能听从指令的语言模型。可随意修改。</translation>
    </message>
    <message>
        <source>Written by %1.</source>
        <translation>由 %1 撰写。</translation>
    </message>
    <message>
        <source>The model gave no prompt; these are made by rules.</source>
        <translation>模型没有给出提示词；以下按规则生成。</translation>
    </message>
    <message>
        <source>The model could not write prompts; these are made by rules.</source>
        <translation>模型无法写提示词；以下按规则生成。</translation>
    </message>
    <message>
        <source>The pictures will stand beside the scene when they are done.</source>
        <translation>图片完成后会放在场景旁。</translation>
    </message>
    <message>
        <source>A picture for “%1” is done; it will be beside its scene when that project is open.</source>
        <translation>“%1”的一张图片已完成；打开该项目时会放在其场景旁。</translation>
    </message>
    <message>
        <source>The picture is in the history; drag it onto its scene from there.</source>
        <translation>图片在历史记录中；可从那里拖到它的场景上。</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) that were drawn meanwhile stand beside their scenes now.</source>
        <translation>
            <numerusform>其间绘制的 %n 张图片现已放在各自的场景旁。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在阅读…</translation>
    </message>
    <message>
        <source>A scene break begins a new scene</source>
        <translation>场景分隔符开始新的场景</translation>
    </message>
    <message>
        <source>Add to</source>
        <translation>添加到</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>What will be added</source>
        <translation>将要添加的内容</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Heading {level}</source>
        <translation>{level} 级标题</translation>
    </message>
    <message>
        <source>Heading {level} ({count})</source>
        <translation>{level} 级标题（{count}）</translation>
    </message>
    <message>
        <source>A scene break begins a new scene ({count})</source>
        <translation>场景分隔符开始新的场景（{count}）</translation>
    </message>
    <message>
        <source>As found in each file</source>
        <translation>按每个文件的检测结果</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s)</source>
        <translation>
            <numerusform>%n 部</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chapter(s)</source>
        <translation>
            <numerusform>%n 章</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scene(s)</source>
        <translation>
            <numerusform>%n 个场景</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln 词</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %n more file(s) cannot be imported.</source>
        <translation>
            <numerusform>还有 %n 个文件无法导入。</numerusform>
        </translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Nothing to import</source>
        <translation>没有可导入的内容</translation>
    </message>
    <message>
        <source>There are no Markdown, text, Word, OpenDocument or web files there.</source>
        <translation>那里没有 Markdown、文本、Word、OpenDocument 或网页文件。</translation>
    </message>
</context>
<context>
    <name>ImproveDialog</name>
    <message>
        <source>Improve the prompt</source>
        <translation>改进提示词</translation>
    </message>
    <message>
        <source>Suggested prompt</source>
        <translation>建议的提示词</translation>
    </message>
    <message>
        <source>Another</source>
        <translation>换一个</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不用</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>采用</translation>
    </message>
</context>
<context>
    <name>InkAndGround</name>
    <message>
        <source>Ground colour</source>
        <translation>背景色</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>前景色</translation>
    </message>
    <message>
        <source>Swap ink and ground</source>
        <translation>交换前景色和背景色</translation>
    </message>
    <message>
        <source>Dark ink on white ground</source>
        <translation>深色前景、白色背景</translation>
    </message>
</context>
<context>
    <name>Intent</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Puts what the prompt names into the selection; name that thing first.</source>
        <translation>将提示词所说之物放入选区；请先写出该物。</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>扩展</translation>
    </message>
    <message>
        <source>Continues the picture where the frame reaches past its edge; the document becomes larger.</source>
        <translation>在生成框超出边缘之处继续图像；文档会变大。</translation>
    </message>
    <message>
        <source>The frame reaches past the edge of the picture, so the picture is continued there.</source>
        <translation>生成框超出图像边缘，因此在那里继续图像。</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Draws the selection anew so that it suits what is around it.</source>
        <translation>重新绘制选区，使其与周围协调。</translation>
    </message>
    <message>
        <source>There is a selection, so only that is drawn.</source>
        <translation>有选区，因此只绘制选区。</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Draws a new picture in the frame.</source>
        <translation>在生成框中绘制新图像。</translation>
    </message>
    <message>
        <source>Nothing is selected and the strength is 100 %, so the frame gets a new picture.</source>
        <translation>没有选区且强度为 100 %，因此生成框得到新图像。</translation>
    </message>
    <message>
        <source>Refine</source>
        <translation>润色</translation>
    </message>
    <message>
        <source>Draws the frame over again; the strength says how freely.</source>
        <translation>重新绘制生成框；强度决定自由程度。</translation>
    </message>
    <message>
        <source>The strength is under 100 %, so what is in the frame is drawn over.</source>
        <translation>强度低于 100 %，因此重绘生成框内的内容。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Takes what is selected out of the picture. The prompt is not used.</source>
        <translation>将所选内容从图像中去除。不使用提示词。</translation>
    </message>
    <message>
        <source>Replace background</source>
        <translation>替换背景</translation>
    </message>
    <message>
        <source>Keeps what is selected and draws everything around it in the frame anew.</source>
        <translation>保留所选内容，重新绘制生成框中它周围的一切。</translation>
    </message>
    <message>
        <source>Upscale ×2</source>
        <translation>放大 ×2</translation>
    </message>
    <message>
        <source>Doubles the size of the document and adds detail to what is in the frame.</source>
        <translation>将文档尺寸加倍，并为生成框内的内容增加细节。</translation>
    </message>
</context>
<context>
    <name>IntentCommands</name>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
</context>
<context>
    <name>ItemTree</name>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
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
        <source>memory %1 MB / %2 GB</source>
        <translation>内存 %1 MB / %2 GB</translation>
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
        <source>The engine starts by itself with the next text.</source>
        <translation>写下一段文字时引擎会自动启动。</translation>
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
    <name>JobWords</name>
    <message>
        <source>Writing</source>
        <translation>正在写作</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个词元</translation>
    </message>
</context>
<context>
    <name>KindDialog</name>
    <message>
        <source>Say what it is</source>
        <translation>指明类型</translation>
    </message>
    <message>
        <source>Atelier tells files by their content. Where it cannot, your word counts; it is kept beside the file, in %1. Saying so does not make a file of another layout run.</source>
        <translation>Atelier 根据内容识别文件。无法识别时以您所说的为准，保存在文件旁的 %1 中。但这不会使其他结构的文件变得可运行。</translation>
    </message>
    <message>
        <source>As its content tells</source>
        <translation>按其内容判断</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Landing</name>
    <message>
        <source>The layer was changed while this was computed, so it was left out. Do it again.</source>
        <translation>计算期间图层被更改，因此已略去。请重新操作。</translation>
    </message>
    <message>
        <source>This could not be computed.</source>
        <translation>无法计算。</translation>
    </message>
</context>
<context>
    <name>LanguageDialog</name>
    <message>
        <source>Spelling language</source>
        <translation>拼写语言</translation>
    </message>
    <message>
        <source>Do not check spelling</source>
        <translation>不检查拼写</translation>
    </message>
    <message>
        <source>For another language put its two Hunspell files (such as de_DE.dic and de_DE.aff) into the dictionaries folder and open this window again. Those of LibreOffice are found by themselves.</source>
        <translation>要使用其他语言，请把它的两个 Hunspell 文件（例如 de_DE.dic 和 de_DE.aff）放入词典文件夹，然后重新打开此窗口。LibreOffice 的词典会自动找到。</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
</context>
<context>
    <name>Lasso</name>
    <message>
        <source>Lasso</source>
        <translation>套索</translation>
    </message>
</context>
<context>
    <name>LayerCommands</name>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
</context>
<context>
    <name>LayerHeader</name>
    <message>
        <source>Lock transparency: paint only where paint is</source>
        <translation>锁定透明度：只在已有颜料处绘画</translation>
    </message>
    <message>
        <source>Lock the layer</source>
        <translation>锁定图层</translation>
    </message>
    <message>
        <source>Blend mode</source>
        <translation>混合模式</translation>
    </message>
    <message>
        <source>Blend mode: how the layer joins what lies below</source>
        <translation>混合模式：图层如何与下方内容结合</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
</context>
<context>
    <name>LayerRow</name>
    <message>
        <source>Name of the layer</source>
        <translation>图层名称</translation>
    </message>
</context>
<context>
    <name>LayerTree</name>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>There are no layers. Add one below, or generate a picture.</source>
        <translation>没有图层。请在下方添加，或生成图像。</translation>
    </message>
</context>
<context>
    <name>Layers</name>
    <message>
        <source>The layer “%1” is locked; unlock it to change it.</source>
        <translation>图层“%1”已锁定；请解锁后再更改。</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>图层 %1</translation>
    </message>
    <message>
        <source>Add layer</source>
        <translation>添加图层</translation>
    </message>
    <message>
        <source>Add mask</source>
        <translation>添加蒙版</translation>
    </message>
    <message>
        <source>Mask %1</source>
        <translation>蒙版 %1</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>区域 %1</translation>
    </message>
    <message>
        <source>Add region</source>
        <translation>添加区域</translation>
    </message>
    <message>
        <source>Control %1</source>
        <translation>控制 %1</translation>
    </message>
    <message>
        <source>Add control layer</source>
        <translation>添加控制图层</translation>
    </message>
    <message>
        <source>Group %1</source>
        <translation>编组 %1</translation>
    </message>
    <message>
        <source>Add group</source>
        <translation>添加编组</translation>
    </message>
    <message>
        <source>Mask from selection</source>
        <translation>从选区创建蒙版</translation>
    </message>
    <message>
        <source>Nothing is selected; select a part of the picture first.</source>
        <translation>没有选区；请先选择图像的一部分。</translation>
    </message>
    <message>
        <source>Duplicate layer</source>
        <translation>复制图层</translation>
    </message>
    <message>
        <source>%1 copy</source>
        <translation>%1 副本</translation>
    </message>
    <message>
        <source>Delete layer</source>
        <translation>删除图层</translation>
    </message>
    <message>
        <source>Clear layer</source>
        <translation>清空图层</translation>
    </message>
    <message>
        <source>Move layer</source>
        <translation>移动图层</translation>
    </message>
    <message>
        <source>Raise layer</source>
        <translation>上移图层</translation>
    </message>
    <message>
        <source>Lower layer</source>
        <translation>下移图层</translation>
    </message>
    <message>
        <source>Group layers</source>
        <translation>编组图层</translation>
    </message>
    <message>
        <source>Choose a group to dissolve.</source>
        <translation>请选择要解散的编组。</translation>
    </message>
    <message>
        <source>Ungroup layers</source>
        <translation>解散图层编组</translation>
    </message>
    <message>
        <source>Rename layer</source>
        <translation>重命名图层</translation>
    </message>
    <message>
        <source>Show layer</source>
        <translation>显示图层</translation>
    </message>
    <message>
        <source>Hide layer</source>
        <translation>隐藏图层</translation>
    </message>
    <message>
        <source>Show all layers</source>
        <translation>显示所有图层</translation>
    </message>
    <message>
        <source>Show one layer alone</source>
        <translation>仅显示一个图层</translation>
    </message>
    <message>
        <source>Lock layer</source>
        <translation>锁定图层</translation>
    </message>
    <message>
        <source>Unlock layer</source>
        <translation>解锁图层</translation>
    </message>
    <message>
        <source>Lock transparency</source>
        <translation>锁定透明度</translation>
    </message>
    <message>
        <source>Unlock transparency</source>
        <translation>解锁透明度</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Blend mode</source>
        <translation>混合模式</translation>
    </message>
    <message>
        <source>There is no layer to merge.</source>
        <translation>没有可合并的图层。</translation>
    </message>
    <message>
        <source>There is no layer below to merge with.</source>
        <translation>下方没有可合并的图层。</translation>
    </message>
    <message>
        <source>Merge down</source>
        <translation>向下合并</translation>
    </message>
    <message>
        <source>The mask also hides parts of layers further below; group it with the layer it is for.</source>
        <translation>该蒙版还隐藏更下方图层的部分；请将它与其对应图层编组。</translation>
    </message>
    <message>
        <source>“%1” and “%2” are of different kinds and cannot become one layer.</source>
        <translation>“%1”和“%2”种类不同，无法合为一个图层。</translation>
    </message>
    <message>
        <source>Choose layers with pictures that lie in the same group.</source>
        <translation>请选择位于同一编组中的图像图层。</translation>
    </message>
    <message>
        <source>Merge layers</source>
        <translation>合并图层</translation>
    </message>
    <message>
        <source>Choose a group to merge.</source>
        <translation>请选择要合并的编组。</translation>
    </message>
    <message>
        <source>Merge group</source>
        <translation>合并编组</translation>
    </message>
    <message>
        <source>No visible layer holds a picture.</source>
        <translation>没有可见图层包含图像。</translation>
    </message>
    <message>
        <source>Merge visible layers</source>
        <translation>合并可见图层</translation>
    </message>
    <message>
        <source>There is no picture to flatten.</source>
        <translation>没有可拼合的图像。</translation>
    </message>
    <message>
        <source>Flatten the picture</source>
        <translation>拼合图像</translation>
    </message>
    <message>
        <source>Choose a layer that holds pixels.</source>
        <translation>请选择包含像素的图层。</translation>
    </message>
    <message>
        <source>Cut to a new layer</source>
        <translation>剪切到新图层</translation>
    </message>
    <message>
        <source>Copy to a new layer</source>
        <translation>复制到新图层</translation>
    </message>
    <message>
        <source>The layer is empty where something is selected.</source>
        <translation>图层在选区处是空的。</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Multiply</source>
        <translation>正片叠底</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>滤色</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>叠加</translation>
    </message>
    <message>
        <source>Soft light</source>
        <translation>柔光</translation>
    </message>
    <message>
        <source>Darken</source>
        <translation>变暗</translation>
    </message>
    <message>
        <source>Lighten</source>
        <translation>变亮</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Luminosity</source>
        <translation>明度</translation>
    </message>
    <message>
        <source>transparency mask</source>
        <translation>透明度蒙版</translation>
    </message>
    <message>
        <source>region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>paint layer</source>
        <translation>绘画图层</translation>
    </message>
    <message>
        <source>generated result</source>
        <translation>生成的结果</translation>
    </message>
    <message>
        <source>control layer</source>
        <translation>控制图层</translation>
    </message>
    <message>
        <source>group</source>
        <translation>编组</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Hide “%1”</source>
        <translation>隐藏“%1”</translation>
    </message>
    <message>
        <source>Show “%1”</source>
        <translation>显示“%1”</translation>
    </message>
    <message>
        <source>Unlock “%1”</source>
        <translation>解锁“%1”</translation>
    </message>
    <message>
        <source>Lock “%1”</source>
        <translation>锁定“%1”</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>transparency locked</source>
        <translation>透明度已锁定</translation>
    </message>
</context>
<context>
    <name>LayersPanel</name>
    <message>
        <source>Add a layer</source>
        <translation>添加图层</translation>
    </message>
    <message>
        <source>Merging layers</source>
        <translation>正在合并图层</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>LikedBox</name>
    <message>
        <source>Begins with</source>
        <translation>初始内容</translation>
    </message>
    <message>
        <source>As the model says</source>
        <translation>按模型自身</translation>
    </message>
    <message>
        <source>Forget these settings; use those of the model&apos;s card or family</source>
        <translation>忘记这些设置；使用模型说明或系列的设置</translation>
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
        <source>Pages</source>
        <translation>页面</translation>
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
        <source>Go to the Paint page</source>
        <translation>转到绘画页</translation>
    </message>
    <message>
        <source>Go to the Write page</source>
        <translation>转到写作页</translation>
    </message>
    <message>
        <source>Go to the Models page</source>
        <translation>转到“模型”页</translation>
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
        <source>Not everything is safe yet. Close anyway?</source>
        <translation>还有内容没有安全保存。仍要关闭吗？</translation>
    </message>
    <message>
        <source>A picture is being made and a text is being written. Close anyway?</source>
        <translation>正在绘制图片，也正在写文字。仍要关闭吗？</translation>
    </message>
    <message>
        <source>Both can be tried again at the next start, and what is written so far is kept.</source>
        <translation>下次启动时两者都可以重试，已写的文字会保留。</translation>
    </message>
    <message>
        <source>A text is being written. Close anyway?</source>
        <translation>正在写文字。仍要关闭吗？</translation>
    </message>
    <message>
        <source>What is written so far is kept. What waits in the queue comes back by itself.</source>
        <translation>已写的文字会保留。队列中等待的任务会自动恢复。</translation>
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
        <source>Write</source>
        <translation>写</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
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
    <name>MaskBrush</name>
    <message>
        <source>Mask stroke</source>
        <translation>蒙版笔触</translation>
    </message>
    <message>
        <source>Paint selection</source>
        <translation>绘制选区</translation>
    </message>
    <message>
        <source>Nothing is selected, so there is nothing to take away.</source>
        <translation>没有选区，因此无可减去。</translation>
    </message>
</context>
<context>
    <name>MaskProperties</name>
    <message>
        <source>Hides what lies below</source>
        <translation>隐藏下方内容</translation>
    </message>
    <message>
        <source>Region with its own prompt</source>
        <translation>有自己提示词的区域</translation>
    </message>
    <message>
        <source>Only marks</source>
        <translation>仅作标记</translation>
    </message>
    <message>
        <source>Use of the mask</source>
        <translation>蒙版用途</translation>
    </message>
    <message>
        <source>What the mask does</source>
        <translation>蒙版的作用</translation>
    </message>
    <message>
        <source>Colour in which the mask is shown</source>
        <translation>显示蒙版的颜色</translation>
    </message>
    <message>
        <source>Prompt of the region</source>
        <translation>区域提示词</translation>
    </message>
    <message>
        <source>What this part should show</source>
        <translation>这一部分应显示什么</translation>
    </message>
    <message>
        <source>Negative prompt of the region</source>
        <translation>区域负面提示词</translation>
    </message>
    <message>
        <source>What it should not show</source>
        <translation>不应显示什么</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Adapters in this region</source>
        <translation>此区域的适配器</translation>
    </message>
    <message>
        <source>Use of mask</source>
        <translation>蒙版用途</translation>
    </message>
    <message>
        <source>Colour of mask</source>
        <translation>蒙版颜色</translation>
    </message>
    <message>
        <source>Prompt of region</source>
        <translation>区域提示词</translation>
    </message>
    <message>
        <source>Negative prompt of region</source>
        <translation>区域负面提示词</translation>
    </message>
    <message>
        <source>Weight of region</source>
        <translation>区域权重</translation>
    </message>
    <message>
        <source>Adapters of region</source>
        <translation>区域适配器</translation>
    </message>
    <message>
        <source>Measuring how much of the frame it covers…</source>
        <translation>正在测量覆盖生成框的比例…</translation>
    </message>
    <message>
        <source>Covers nothing of the frame; paint where it should hold.</source>
        <translation>未覆盖生成框；请在应生效处绘制。</translation>
    </message>
    <message>
        <source>Covers %1 % of the frame</source>
        <translation>覆盖生成框的 %1 %</translation>
    </message>
</context>
<context>
    <name>MemoryDesk</name>
    <message>
        <source>Notes about people, places and things are read when their names come up. Make a note, and its title is its name.</source>
        <translation>关于人物、地点和事物的笔记会在其名字出现时被读入。新建一条笔记，标题即名字。</translation>
    </message>
    <message>
        <source>%1 notes fire by their titles and aliases; a first line “triggers: …” adds more.</source>
        <translation>%1 条笔记按标题和别名触发；首行写“triggers: …”可添加更多触发词。</translation>
    </message>
    <message>
        <source>By words, and by meaning with %1.</source>
        <translation>按词语检索，并用 %1 按语义检索。</translation>
    </message>
    <message>
        <source>By words. With an embedding model in your folders, by meaning as well.</source>
        <translation>按词语检索。文件夹中有嵌入模型时也可按语义检索。</translation>
    </message>
    <message>
        <source>Being written…</source>
        <translation>正在写…</translation>
    </message>
    <message>
        <source>Yours: the model leaves it alone.</source>
        <translation>由您所写：模型不会改动。</translation>
    </message>
    <message>
        <source>The scene has changed since.</source>
        <translation>此后场景已更改。</translation>
    </message>
    <message>
        <source>The chosen model cannot sum up; a chat model can.</source>
        <translation>所选模型不会做摘要；对话模型可以。</translation>
    </message>
</context>
<context>
    <name>MemoryPanel</name>
    <message>
        <source>Always read</source>
        <translation>必读内容</translation>
    </message>
    <message>
        <source>What the book is: genre, people, voice. The model reads it first, always.</source>
        <translation>这本书是什么：体裁、人物、语气。模型总是最先读它。</translation>
    </message>
    <message>
        <source>Author’s note</source>
        <translation>作者注</translation>
    </message>
    <message>
        <source>What matters just now, for example: short sentences, growing fear.</source>
        <translation>此刻重要的事，例如：短句，渐增的恐惧。</translation>
    </message>
    <message>
        <source>Paragraphs before the caret</source>
        <translation>光标前的段落数</translation>
    </message>
    <message>
        <source>Summary of this scene</source>
        <translation>本场景摘要</translation>
    </message>
    <message>
        <source>Stands in for the scene where it has no room. Yours is never overwritten.</source>
        <translation>场景放不下时由它代替。您写的绝不会被覆盖。</translation>
    </message>
    <message>
        <source>Look up other passages</source>
        <translation>查找其他段落</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>写</translation>
    </message>
    <message>
        <source>Have the model sum up this scene now</source>
        <translation>让模型现在概括本场景</translation>
    </message>
    <message>
        <source>Write it while I pause</source>
        <translation>在我停顿时撰写</translation>
    </message>
    <message>
        <source>Lore</source>
        <translation>设定</translation>
    </message>
    <message>
        <source>Passages that share words with the text before the caret are read too.</source>
        <translation>与光标前文字有共同词语的段落也会被读入。</translation>
    </message>
    <message>
        <source>Banned and forced words…</source>
        <translation>禁用与必用词…</translation>
    </message>
    <message>
        <source>Room for each part</source>
        <translation>各部分的空间</translation>
    </message>
    <message>
        <source>Summaries</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Found passages</source>
        <translation>检索到的段落</translation>
    </message>
    <message>
        <source>Text: the rest, at least %1 %</source>
        <translation>正文：其余部分，至少 %1 %</translation>
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
    <message>
        <source>Alternative before</source>
        <translation>上一个备选</translation>
    </message>
    <message>
        <source>Alternative after</source>
        <translation>下一个版本</translation>
    </message>
    <message>
        <source>Answer again, as another branch</source>
        <translation>重新回答（另开分支）</translation>
    </message>
    <message>
        <source>Continue this answer</source>
        <translation>继续这个回答</translation>
    </message>
    <message>
        <source>Edit, as another branch</source>
        <translation>编辑（另开分支）</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Insert into the scene at the caret</source>
        <translation>插入到场景的光标处</translation>
    </message>
    <message>
        <source>Move to the trash, with what follows</source>
        <translation>连同后续内容移到回收站</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>正在思考…</translation>
    </message>
    <message>
        <source>What it thought</source>
        <translation>它的思考</translation>
    </message>
    <message>
        <source>*Nothing was written.*</source>
        <translation>*什么也没写。*</translation>
    </message>
    <message>
        <source>writing…</source>
        <translation>正在写…</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>not at its end</source>
        <translation>未写完</translation>
    </message>
    <message>
        <source>broken off</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Text of the message</source>
        <translation>消息文字</translation>
    </message>
    <message>
        <source>Save and continue</source>
        <translation>保存并继续</translation>
    </message>
    <message>
        <source>Save and ask</source>
        <translation>保存并提问</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>MissingDialog</name>
    <message>
        <source>Draw the missing pictures</source>
        <translation>绘制缺少的图片</translation>
    </message>
    <message>
        <source>Made by rules from each scene&apos;s words. Change them as you like.</source>
        <translation>按规则由各场景的用词生成。可随意修改。</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>画风</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Prompt for %1</source>
        <translation>%1 的提示词</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Let %1 write them</source>
        <translation>让 %1 来写</translation>
    </message>
    <message numerus="yes">
        <source>Draw %n picture(s)</source>
        <translation>
            <numerusform>绘制 %n 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>绘制</translation>
    </message>
</context>
<context>
    <name>ModelChooser</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>Add a bigger model…</source>
        <translation>添加更大的模型…</translation>
    </message>
    <message>
        <source>There is no language model. Put a GGUF file into one of the folders of models.</source>
        <translation>没有语言模型。请把 GGUF 文件放入某个模型文件夹。</translation>
    </message>
    <message>
        <source>The bundled model: very small, made of old novels. It goes on with a text in their manner, reads about a page, and follows instructions poorly.</source>
        <translation>自带模型：非常小，由旧小说训练而成。它以其笔调续写，约能读一页，不太会听从指示。</translation>
    </message>
    <message>
        <source>Follows instructions</source>
        <translation>能听从指示</translation>
    </message>
    <message>
        <source>Only continues text</source>
        <translation>只会续写</translation>
    </message>
    <message>
        <source>reads up to %1 tokens</source>
        <translation>最多读 %1 个词元</translation>
    </message>
</context>
<context>
    <name>ModelFacts</name>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Reads up to</source>
        <translation>最多读取</translation>
    </message>
    <message>
        <source>On the disk</source>
        <translation>占用磁盘</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>更改日期</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>训练基础</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>%1 billion</source>
        <translation>%1 十亿</translation>
    </message>
    <message>
        <source>%1 million</source>
        <translation>%1 百万</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>Nothing in the history was made with it.</source>
        <translation>历史记录中没有用它生成的内容。</translation>
    </message>
    <message>
        <source>Made with it: %1</source>
        <translation>用它生成：%1</translation>
    </message>
    <message>
        <source>, last on %1</source>
        <translation>，最近于 %1</translation>
    </message>
</context>
<context>
    <name>ModelKinds</name>
    <message>
        <source>Picture model</source>
        <translation>图像模型</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>ControlNet</source>
        <translation>ControlNet</translation>
    </message>
    <message>
        <source>IP-Adapter</source>
        <translation>IP-Adapter</translation>
    </message>
    <message>
        <source>T2I-Adapter</source>
        <translation>T2I-Adapter</translation>
    </message>
    <message>
        <source>Textual inversion</source>
        <translation>文本反转（Embedding）</translation>
    </message>
    <message>
        <source>Denoiser alone</source>
        <translation>单独的去噪器</translation>
    </message>
    <message>
        <source>Picture model (GGUF)</source>
        <translation>图像模型（GGUF）</translation>
    </message>
    <message>
        <source>VAE</source>
        <translation>VAE</translation>
    </message>
    <message>
        <source>Text encoder</source>
        <translation>文本编码器</translation>
    </message>
    <message>
        <source>Upscaler</source>
        <translation>放大模型</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>LoRA for texts</source>
        <translation>文本 LoRA</translation>
    </message>
    <message>
        <source>Embedding model</source>
        <translation>嵌入模型</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Picture models</source>
        <translation>图像模型</translation>
    </message>
    <message>
        <source>LoRAs</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>ControlNets</source>
        <translation>ControlNet</translation>
    </message>
    <message>
        <source>IP-Adapters</source>
        <translation>IP-Adapter</translation>
    </message>
    <message>
        <source>T2I-Adapters</source>
        <translation>T2I-Adapter</translation>
    </message>
    <message>
        <source>Textual inversions</source>
        <translation>文本反转（Embedding）</translation>
    </message>
    <message>
        <source>Denoisers alone</source>
        <translation>单独的去噪器</translation>
    </message>
    <message>
        <source>Picture models (GGUF)</source>
        <translation>图像模型（GGUF）</translation>
    </message>
    <message>
        <source>VAEs</source>
        <translation>VAE</translation>
    </message>
    <message>
        <source>Text encoders</source>
        <translation>文本编码器</translation>
    </message>
    <message>
        <source>Upscalers</source>
        <translation>放大模型</translation>
    </message>
    <message>
        <source>Language models</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>LoRAs for texts</source>
        <translation>文本 LoRA</translation>
    </message>
    <message>
        <source>Embedding models</source>
        <translation>嵌入模型</translation>
    </message>
    <message>
        <source>Unknown files</source>
        <translation>未知文件</translation>
    </message>
</context>
<context>
    <name>ModelUse</name>
    <message>
        <source>“%1” fits none of the models on this machine.</source>
        <translation>“%1”不适用于本机的任何模型。</translation>
    </message>
    <message>
        <source>Add a model of the family it was made for.</source>
        <translation>请添加它所针对系列的模型。</translation>
    </message>
    <message>
        <source>“%1” is in the prompt panel, with the model “%2”, which it fits.</source>
        <translation>“%1”已加入提示面板，并选用了与之适配的模型“%2”。</translation>
    </message>
    <message>
        <source>“%1” is in the prompt panel.</source>
        <translation>“%1”已加入提示面板。</translation>
    </message>
    <message>
        <source>“%1” is among the adapters of drafts, with the model “%2”, which it fits.</source>
        <translation>“%1”已加入草稿的适配器，并选用了与之适配的模型“%2”。</translation>
    </message>
    <message>
        <source>“%1” stands in the prompt already.</source>
        <translation>提示词中已有“%1”。</translation>
    </message>
    <message>
        <source>“%1” was put into the prompt.</source>
        <translation>“%1”已放入提示词。</translation>
    </message>
</context>
<context>
    <name>ModelsDesk</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>搜索模型</translation>
    </message>
    <message>
        <source>Add a folder of models…</source>
        <translation>添加模型文件夹…</translation>
    </message>
    <message>
        <source>Add model files…</source>
        <translation>添加模型文件…</translation>
    </message>
    <message>
        <source>Add models of other programs…</source>
        <translation>添加其他程序的模型…</translation>
    </message>
    <message>
        <source>Look for models again</source>
        <translation>重新查找模型</translation>
    </message>
    <message>
        <source>%1 is not watched any more; nothing on the disk was deleted.</source>
        <translation>不再监视 %1；磁盘上的内容未被删除。</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Search models</source>
        <translation>搜索模型</translation>
    </message>
    <message>
        <source>Words of the name, the family, the kind or the file&apos;s name</source>
        <translation>名称、系列、类型或文件名中的词</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>By size</source>
        <translation>按大小</translation>
    </message>
    <message>
        <source>By family</source>
        <translation>按系列</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Last changed</source>
        <translation>最近更改</translation>
    </message>
    <message>
        <source>Look at the folders again</source>
        <translation>重新扫描文件夹</translation>
    </message>
    <message>
        <source>Model files</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <source>Drop files or folders to add them</source>
        <translation>将文件或文件夹拖放到此处以添加</translation>
    </message>
    <message>
        <source>Every family</source>
        <translation>所有系列</translation>
    </message>
    <message>
        <source>No file matches “%1” here.</source>
        <translation>这里没有与“%1”匹配的文件。</translation>
    </message>
    <message>
        <source>Nothing is here.</source>
        <translation>这里什么也没有。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 files</source>
        <translation>%2 个文件中的 %1 个</translation>
    </message>
    <message>
        <source>looking at the folders…</source>
        <translation>正在扫描文件夹…</translation>
    </message>
</context>
<context>
    <name>MorePopup</name>
    <message>
        <source>More options</source>
        <translation>更多选项</translation>
    </message>
    <message>
        <source>Reset this tool</source>
        <translation>重置此工具</translation>
    </message>
    <message>
        <source>Give all options of the tool the values they had at first</source>
        <translation>将此工具的所有选项恢复为初始值</translation>
    </message>
</context>
<context>
    <name>Move</name>
    <message>
        <source>The layer was changed, so what was moved is back in its place.</source>
        <translation>图层已被更改，因此移动的内容回到原处。</translation>
    </message>
    <message>
        <source>Transform</source>
        <translation>变换</translation>
    </message>
</context>
<context>
    <name>NewDialog</name>
    <message>
        <source>New document</source>
        <translation>新建文档</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
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
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>The document on the canvas stays: as its file, or among the drafts.</source>
        <translation>画布上的文档会保留：在其文件中，或在草稿中。</translation>
    </message>
</context>
<context>
    <name>NewProjectDialog</name>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>What the book is called, for now</source>
        <translation>书名，可以以后再改</translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation>初始内容</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the folder in which the project&apos;s own folder is made</source>
        <translation>选择用来存放项目文件夹的位置</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Language of the text</source>
        <translation>文本语言</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Folder for the project</source>
        <translation>项目的存放位置</translation>
    </message>
</context>
<context>
    <name>NoteBox</name>
    <message>
        <source>Notes</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>What to remember about it; kept by Atelier, not in the file</source>
        <translation>要记住的内容；由 Atelier 保存，不写入文件</translation>
    </message>
</context>
<context>
    <name>OpenProjectDialog</name>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>No project was open here yet. Choose the folder of one.</source>
        <translation>这里还没有打开过项目。请选择项目所在的文件夹。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Locate…</source>
        <translation>定位…</translation>
    </message>
    <message>
        <source>Show where the folder of this project is now</source>
        <translation>指明该项目文件夹现在的位置</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Take it off this list; the folder itself stays as it is</source>
        <translation>从列表中移除；文件夹本身不变</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>其他文件夹…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>No longer at {folder}</source>
        <translation>已不在 {folder}</translation>
    </message>
    <message>
        <source>Folder of a project</source>
        <translation>项目文件夹</translation>
    </message>
    <message>
        <source>Where is {title} now?</source>
        <translation>“{title}”现在在哪里？</translation>
    </message>
    <message>
        <source>There is no project in this folder.</source>
        <translation>此文件夹中没有项目。</translation>
    </message>
    <message>
        <source>The project in this folder is another one.</source>
        <translation>此文件夹中是另一个项目。</translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>New paint layer</source>
        <translation>新建绘画图层</translation>
    </message>
    <message>
        <source>New mask</source>
        <translation>新建蒙版</translation>
    </message>
    <message>
        <source>New region with its own prompt</source>
        <translation>新建有自己提示词的区域</translation>
    </message>
    <message>
        <source>New control layer</source>
        <translation>新建控制图层</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>新建编组</translation>
    </message>
    <message>
        <source>Mask from the selection</source>
        <translation>从选区创建蒙版</translation>
    </message>
    <message>
        <source>Copy the selection to a new layer</source>
        <translation>将选区复制到新图层</translation>
    </message>
    <message>
        <source>Cut the selection to a new layer</source>
        <translation>将选区剪切到新图层</translation>
    </message>
</context>
<context>
    <name>OptionsBar</name>
    <message>
        <source>Options of the tool</source>
        <translation>工具选项</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>更多选项</translation>
    </message>
    <message>
        <source>Symmetry: on</source>
        <translation>对称：开</translation>
    </message>
    <message>
        <source>Symmetry: off</source>
        <translation>对称：关</translation>
    </message>
</context>
<context>
    <name>OutlinePanel</name>
    <message>
        <source>Add to the outline</source>
        <translation>添加到大纲</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter the outline by title</source>
        <translation>按标题筛选大纲</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>已撤销：%1</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>已重做：%1</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Restore from the trash</source>
        <translation>从回收站恢复</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>“%1” is in the trash.</source>
        <translation>“%1”已在回收站。</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) are in the trash.</source>
        <translation>
            <numerusform>%n 项已在回收站。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1（副本）</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>New scene</source>
        <translation>新场景</translation>
    </message>
    <message>
        <source>New chapter</source>
        <translation>新章节</translation>
    </message>
    <message>
        <source>New part</source>
        <translation>新的部</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>新笔记</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新文件夹</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation>章</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>笔记：%1</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move into the group above</source>
        <translation>移入上方分组</translation>
    </message>
    <message>
        <source>Move out of its group</source>
        <translation>移出分组</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Lore</source>
        <translation>设定</translation>
    </message>
    <message>
        <source>Research</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>No state</source>
        <translation>无状态</translation>
    </message>
    <message>
        <source>Idea</source>
        <translation>构思</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Revised</source>
        <translation>已修改</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>OutlineTree</name>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
</context>
<context>
    <name>PageForm</name>
    <message>
        <source>Page numbers</source>
        <translation>页码</translation>
    </message>
    <message>
        <source>Chapters begin on a new page</source>
        <translation>每章另起一页</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Margins</source>
        <translation>页边距</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Line spacing</source>
        <translation>行距</translation>
    </message>
    <message>
        <source>Serif of this computer</source>
        <translation>本机的衬线字体</translation>
    </message>
</context>
<context>
    <name>Paint</name>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
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
        <source>Prompt in regions</source>
        <translation>区域中的提示词</translation>
    </message>
    <message>
        <source>How much the main prompt counts where a region has its own.</source>
        <translation>在有自己提示词的区域中，主提示词所占的比重。</translation>
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
        <source>Undo memory in MB</source>
        <translation>撤销内存（MB）</translation>
    </message>
    <message>
        <source>What the steps of an open picture may hold. The oldest are forgotten first.</source>
        <translation>打开的图像的步骤可占用的内存。最旧的步骤先被遗忘。</translation>
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
        <source>Language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>Automatic takes your own model if there is one, else the small one that comes with Atelier.</source>
        <translation>“自动”会使用您自己的模型；没有时使用 Atelier 自带的小模型。</translation>
    </message>
    <message>
        <source>Where texts are written. The processor can write while the graphics card draws.</source>
        <translation>在哪里写文字。显卡绘图时，处理器可以写作。</translation>
    </message>
    <message>
        <source>Context in tokens</source>
        <translation>上下文（词元）</translation>
    </message>
    <message>
        <source>How much the model can read at once. More takes more memory, and no model can hold more than it was made for.</source>
        <translation>模型一次能读多少。越多占用内存越多，任何模型都不能超过其设计上限。</translation>
    </message>
    <message>
        <source>Automatic means one per physical core, and half of them while a picture is made on the processor.</source>
        <translation>“自动”表示每个物理核心一个线程；在处理器上绘图时用一半。</translation>
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
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Higher is bolder; 0 always takes the likeliest.</source>
        <translation>越高越大胆；0 总取最可能的。</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Only so many of the likeliest words.</source>
        <translation>只取这么多个最可能的词。</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Only the likeliest words that make up this share; 1 is off.</source>
        <translation>只取累计达到此比例的最可能的词；1 为关闭。</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Only words at least this likely, against the likeliest.</source>
        <translation>只取相对最可能的词至少达到此比例的词。</translation>
    </message>
    <message>
        <source>Typical</source>
        <translation>典型</translation>
    </message>
    <message>
        <source>Words about as surprising as expected; 1 is off.</source>
        <translation>惊奇度与预期相近的词；1 为关闭。</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>Above 1, what was said is less likely.</source>
        <translation>大于 1 时，说过的更不易再出现。</translation>
    </message>
    <message>
        <source>Look back</source>
        <translation>回看</translation>
    </message>
    <message>
        <source>Tokens that the penalties look back.</source>
        <translation>惩罚回看的词元数。</translation>
    </message>
    <message>
        <source>The whole context</source>
        <translation>整个上下文</translation>
    </message>
    <message>
        <source>Frequency penalty</source>
        <translation>频率惩罚</translation>
    </message>
    <message>
        <source>Per earlier use.</source>
        <translation>按先前使用次数。</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>存在惩罚</translation>
    </message>
    <message>
        <source>Once, if used at all.</source>
        <translation>只要用过就计一次。</translation>
    </message>
    <message>
        <source>DRY</source>
        <translation>DRY</translation>
    </message>
    <message>
        <source>Against repeating whole phrases; 0.8 is usual, 0 is off.</source>
        <translation>避免重复整个短语；常用 0.8，0 为关闭。</translation>
    </message>
    <message>
        <source>DRY base</source>
        <translation>DRY 底数</translation>
    </message>
    <message>
        <source>How fast it grows with the phrase.</source>
        <translation>随短语增长的速度。</translation>
    </message>
    <message>
        <source>DRY from</source>
        <translation>DRY 起点</translation>
    </message>
    <message>
        <source>Tokens that may repeat freely.</source>
        <translation>可自由重复的词元数。</translation>
    </message>
    <message>
        <source>XTC</source>
        <translation>XTC</translation>
    </message>
    <message>
        <source>How often the obvious words are passed over; 0 is off.</source>
        <translation>跳过显而易见的词的频率；0 为关闭。</translation>
    </message>
    <message>
        <source>XTC threshold</source>
        <translation>XTC 阈值</translation>
    </message>
    <message>
        <source>What counts as obvious.</source>
        <translation>多明显才算显而易见。</translation>
    </message>
    <message>
        <source>Mirostat</source>
        <translation>Mirostat</translation>
    </message>
    <message>
        <source>Keeps the surprise level; it replaces all steps but temperature.</source>
        <translation>保持惊奇度；它取代除温度外的所有步骤。</translation>
    </message>
    <message>
        <source>Mirostat tau</source>
        <translation>Mirostat tau</translation>
    </message>
    <message>
        <source>The surprise wanted.</source>
        <translation>期望的惊奇度。</translation>
    </message>
    <message>
        <source>Mirostat eta</source>
        <translation>Mirostat eta</translation>
    </message>
    <message>
        <source>How fast it is reached.</source>
        <translation>达到的速度。</translation>
    </message>
    <message>
        <source>Penalties</source>
        <translation>惩罚</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>Writes on from the caret.</source>
        <translation>从光标处写下去。</translation>
    </message>
    <message>
        <source>Rewrite</source>
        <translation>改写</translation>
    </message>
    <message>
        <source>Writes the passage anew, in another tone, length, point of view or tense.</source>
        <translation>以另一种语气、长度、视角或时态重写段落。</translation>
    </message>
    <message>
        <source>Tone</source>
        <translation>语气</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>Plainer</source>
        <translation>更平实</translation>
    </message>
    <message>
        <source>Warmer</source>
        <translation>更温暖</translation>
    </message>
    <message>
        <source>More tense</source>
        <translation>更紧张</translation>
    </message>
    <message>
        <source>Darker</source>
        <translation>更阴暗</translation>
    </message>
    <message>
        <source>Funnier</source>
        <translation>更有趣</translation>
    </message>
    <message>
        <source>More formal</source>
        <translation>更正式</translation>
    </message>
    <message>
        <source>More poetic</source>
        <translation>更诗意</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Shorter</source>
        <translation>更短</translation>
    </message>
    <message>
        <source>Longer</source>
        <translation>更长</translation>
    </message>
    <message>
        <source>Point of view</source>
        <translation>视角</translation>
    </message>
    <message>
        <source>First person</source>
        <translation>第一人称</translation>
    </message>
    <message>
        <source>Second person</source>
        <translation>第二人称</translation>
    </message>
    <message>
        <source>Third person</source>
        <translation>第三人称</translation>
    </message>
    <message>
        <source>Tense</source>
        <translation>时态</translation>
    </message>
    <message>
        <source>Past</source>
        <translation>过去</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Describe</source>
        <translation>描写</translation>
    </message>
    <message>
        <source>Describes with the senses what is selected, or where the scene is.</source>
        <translation>用感官描写所选内容或场景所在。</translation>
    </message>
    <message>
        <source>Sense</source>
        <translation>感官</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>Sight</source>
        <translation>视觉</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>听觉</translation>
    </message>
    <message>
        <source>Smell</source>
        <translation>嗅觉</translation>
    </message>
    <message>
        <source>Touch</source>
        <translation>触觉</translation>
    </message>
    <message>
        <source>Taste</source>
        <translation>味觉</translation>
    </message>
    <message>
        <source>An image</source>
        <translation>意象</translation>
    </message>
    <message>
        <source>Dialogue</source>
        <translation>对白</translation>
    </message>
    <message>
        <source>Lets the people of the scene talk.</source>
        <translation>让场景中的人物交谈。</translation>
    </message>
    <message>
        <source>Summarise</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Says what happens, in a few sentences.</source>
        <translation>用几句话说明发生了什么。</translation>
    </message>
    <message>
        <source>Fill the gap</source>
        <translation>填补空缺</translation>
    </message>
    <message>
        <source>Writes what is missing between the text before and after the caret.</source>
        <translation>写出光标前后文字之间缺少的内容。</translation>
    </message>
    <message>
        <source>Illustrate this</source>
        <translation>为此配图</translation>
    </message>
    <message>
        <source>Turns the passage into a prompt for a picture.</source>
        <translation>把段落变成图片提示词。</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>画风</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>扩写</translation>
    </message>
    <message>
        <source>Tells the passage at more length.</source>
        <translation>把段落写得更详细。</translation>
    </message>
    <message>
        <source>Shorten</source>
        <translation>缩写</translation>
    </message>
    <message>
        <source>Tells the passage in fewer words.</source>
        <translation>用更少的词写出段落。</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Puts the passage into another language.</source>
        <translation>把段落译成另一种语言。</translation>
    </message>
    <message>
        <source>Brainstorm</source>
        <translation>头脑风暴</translation>
    </message>
    <message>
        <source>Ideas for what could happen, names, twists: a list to pick from.</source>
        <translation>可能的情节、名字、转折：一份可挑选的清单。</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>What happens next</source>
        <translation>接下来发生什么</translation>
    </message>
    <message>
        <source>Twists</source>
        <translation>转折</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Critique</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>An honest reader&apos;s opinion of the passage or scene.</source>
        <translation>一位诚实读者对段落或场景的看法。</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>A title for the scene.</source>
        <translation>场景的标题。</translation>
    </message>
    <message>
        <source>Your own words</source>
        <translation>您自己的话</translation>
    </message>
    <message>
        <source>Does what you say with the passage, or at the caret.</source>
        <translation>按您的话处理段落，或在光标处写作。</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>A talk about the text with a persona.</source>
        <translation>与一个角色谈论文本。</translation>
    </message>
    <message>
        <source>Improve prompt</source>
        <translation>改进提示词</translation>
    </message>
    <message>
        <source>Makes a prompt for a picture more exact.</source>
        <translation>让图片提示词更精确。</translation>
    </message>
    <message>
        <source>Describe picture</source>
        <translation>描述图片</translation>
    </message>
    <message>
        <source>Puts what a picture shows into words; needs a model that sees.</source>
        <translation>把图片内容写成文字；需要能看图的模型。</translation>
    </message>
    <message>
        <source>Manner</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>As part of the story</source>
        <translation>作为故事的一部分</translation>
    </message>
    <message>
        <source>Plainly</source>
        <translation>平实</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Good for most prose.</source>
        <translation>适合多数散文。</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>大胆</translation>
    </message>
    <message>
        <source>Surprising words; phrases do not repeat.</source>
        <translation>用词出人意料；短语不重复。</translation>
    </message>
    <message>
        <source>Careful</source>
        <translation>谨慎</translation>
    </message>
    <message>
        <source>Stays close to the likeliest words.</source>
        <translation>贴近最可能的词。</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>精确</translation>
    </message>
    <message>
        <source>Always the likeliest word; the same text each time.</source>
        <translation>总取最可能的词；每次文本相同。</translation>
    </message>
    <message>
        <source>No repeats</source>
        <translation>不重复</translation>
    </message>
    <message>
        <source>Against models that go round in circles.</source>
        <translation>针对原地打转的模型。</translation>
    </message>
    <message>
        <source>Steady surprise</source>
        <translation>稳定惊奇</translation>
    </message>
    <message>
        <source>Mirostat keeps the surprise level.</source>
        <translation>Mirostat 让惊奇度保持平稳。</translation>
    </message>
    <message>
        <source>Starter prose</source>
        <translation>自带散文模型</translation>
    </message>
    <message>
        <source>What the bundled model was tuned with.</source>
        <translation>自带模型调校时所用的值。</translation>
    </message>
</context>
<context>
    <name>Pasting</name>
    <message>
        <source>A very long text</source>
        <translation>很长的文本</translation>
    </message>
    <message numerus="yes">
        <source>The pasted text has %n word(s).</source>
        <translation>
            <numerusform>粘贴的文本有 %n 个词。</numerusform>
        </translation>
    </message>
    <message>
        <source>As scenes of its own, cut at its headings, it stays quick to write in and easy to move.</source>
        <translation>按标题拆成单独的场景，写起来依然流畅，也便于移动。</translation>
    </message>
    <message>
        <source>Make scenes of it</source>
        <translation>拆成场景</translation>
    </message>
    <message>
        <source>Put it in here</source>
        <translation>放在这里</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
</context>
<context>
    <name>PathBox</name>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>在文件管理器中显示</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>复制路径</translation>
    </message>
</context>
<context>
    <name>PersonaDialog</name>
    <message>
        <source>Persona</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>指示</translation>
    </message>
    <message>
        <source>How to answer, as an order: “You are {{char}}…”</source>
        <translation>如何回答，写成命令：“你是 {{char}}…”</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Who it is: looks, history, voice</source>
        <translation>此人是谁：外貌、经历、口吻</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>情境</translation>
    </message>
    <message>
        <source>Where and when you meet</source>
        <translation>你们在何时何地相遇</translation>
    </message>
    <message>
        <source>First message</source>
        <translation>第一条消息</translation>
    </message>
    <message>
        <source>Said at the beginning of a chat</source>
        <translation>对话开始时说的话</translation>
    </message>
    <message>
        <source>Example messages</source>
        <translation>示例消息</translation>
    </message>
    <message>
        <source>Made by %1.</source>
        <translation>作者：%1。</translation>
    </message>
    <message>
        <source>Colour %1</source>
        <translation>颜色 %1</translation>
    </message>
    <message>
        <source>Picture…</source>
        <translation>图片…</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>不用图片</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Picture of the persona</source>
        <translation>角色的图片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.webp)</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>文件太大</translation>
    </message>
    <message>
        <source>The picture cannot be read (%1).</source>
        <translation>无法读取图片（%1）。</translation>
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
    <name>PictureView</name>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
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
    <name>PixelsDialog</name>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>1 to %1 pixels</source>
        <translation>1 到 %1 像素</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
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
    <name>Polygon</name>
    <message>
        <source>Polygon lasso</source>
        <translation>多边形套索</translation>
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
    <name>PreviewBox</name>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
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
    <name>ProgramsDialog</name>
    <message>
        <source>Models of other programs</source>
        <translation>其他程序的模型</translation>
    </message>
    <message>
        <source>A1111, Forge, ComfyUI, InvokeAI, Draw Things, LM Studio, the cache of Hugging Face and others: what they have can be used where it lies. Nothing is copied, moved or changed.</source>
        <translation>A1111、Forge、ComfyUI、InvokeAI、Draw Things、LM Studio、Hugging Face 缓存等：它们的模型可在原处使用。不会复制、移动或更改任何内容。</translation>
    </message>
    <message>
        <source>Looking in the usual places</source>
        <translation>正在常见位置查找</translation>
    </message>
    <message>
        <source>Looking in the usual places…</source>
        <translation>正在常见位置查找…</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Look in another folder…</source>
        <translation>在其他文件夹中查找…</translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) with models</source>
        <translation>
            <numerusform>%n 个含有模型的文件夹</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was found in the usual places. Programs kept elsewhere: look in their folder.</source>
        <translation>在常见位置没有找到。程序放在别处时，请在其文件夹中查找。</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n 个模型</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) in a format that only Draw Things reads</source>
        <translation>
            <numerusform>%n 个只有 Draw Things 能读的文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pickle file(s), which need converting first</source>
        <translation>
            <numerusform>%n 个需先转换的 pickle 文件</numerusform>
        </translation>
    </message>
    <message>
        <source>is watched already</source>
        <translation>已被监视</translation>
    </message>
    <message>
        <source>no models in it</source>
        <translation>其中没有模型</translation>
    </message>
    <message>
        <source>The folder of another program</source>
        <translation>其他程序的文件夹</translation>
    </message>
</context>
<context>
    <name>ProjectCare</name>
    <message>
        <source>Typing is kept safe on the disk again.</source>
        <translation>输入内容又能安全地保存到磁盘了。</translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) in the folder are not in the outline.</source>
        <translation>
            <numerusform>文件夹中有 %n 篇文本不在大纲里。</numerusform>
        </translation>
    </message>
    <message>
        <source>Add them</source>
        <translation>加入大纲</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>不加入</translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) of the outline are not in the folder any more.</source>
        <translation>
            <numerusform>大纲中有 %n 篇文本已不在文件夹里。</numerusform>
        </translation>
    </message>
    <message>
        <source>Bring back the last version</source>
        <translation>恢复最近的版本</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) are in the outline now, at its end.</source>
        <translation>
            <numerusform>%n 篇文本已加到大纲末尾。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) were written again from a version.</source>
        <translation>
            <numerusform>已从版本恢复 %n 篇文本。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n text(s) there is no version; look for the files in a backup.</source>
        <translation>
            <numerusform>有 %n 篇文本没有保留的版本；请在备份中查找这些文件。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProjectDialogs</name>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Project properties…</source>
        <translation>项目属性…</translation>
    </message>
    <message>
        <source>Show the project&apos;s folder</source>
        <translation>显示项目文件夹</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Open for reading only</source>
        <translation>以只读方式打开</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ProjectFind</name>
    <message>
        <source>Find in the whole project</source>
        <translation>在整个项目中查找</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>With a regular expression, \1 is what its first group found</source>
        <translation>使用正则表达式时，\1 是第一个分组找到的内容</translation>
    </message>
    <message>
        <source>Keep capitals as they were found</source>
        <translation>保留原有的大小写</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>找到的位置</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) replaced.</source>
        <translation>
            <numerusform>已替换 %n 处。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) left out.</source>
        <translation>
            <numerusform>%n 个文本未处理。</numerusform>
        </translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Put all texts back as they were</source>
        <translation>将所有文本恢复原样</translation>
    </message>
    <message>
        <source>Replace them again</source>
        <translation>再次替换</translation>
    </message>
    <message>
        <source>All is as it was before.</source>
        <translation>一切已恢复原样。</translation>
    </message>
    <message>
        <source>Replaced again.</source>
        <translation>已再次替换。</translation>
    </message>
    <message>
        <source>Open a project to search in it.</source>
        <translation>请先打开项目，再在其中查找。</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n 处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n text(s)</source>
        <translation>
            <numerusform>在 %n 个文本中</numerusform>
        </translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Type words to find them in all scenes and notes.</source>
        <translation>输入文字，在所有场景和笔记中查找。</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n place(s)</source>
        <translation>
            <numerusform>删除 %n 处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replace %n place(s)</source>
        <translation>
            <numerusform>替换 %n 处</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProjectTemplates</name>
    <message>
        <source>Part one</source>
        <translation>第一部</translation>
    </message>
    <message>
        <source>Part two</source>
        <translation>第二部</translation>
    </message>
    <message>
        <source>Chapter {number}</source>
        <translation>第 {number} 章</translation>
    </message>
    <message>
        <source>Scene {number}</source>
        <translation>场景 {number}</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Main character</source>
        <translation>主角</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>First place</source>
        <translation>第一个地点</translation>
    </message>
    <message>
        <source>Research</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>First story</source>
        <translation>第一篇</translation>
    </message>
    <message>
        <source>Second story</source>
        <translation>第二篇</translation>
    </message>
    <message>
        <source>Ideas</source>
        <translation>构思</translation>
    </message>
    <message>
        <source>INT. PLACE – DAY</source>
        <translation>内景 地点 – 日</translation>
    </message>
    <message>
        <source>Act {number}</source>
        <translation>第 {number} 幕</translation>
    </message>
    <message>
        <source>{heading}

What we see.

NAME
What is said.
</source>
        <translation>{heading}

看到的画面。

人物
台词。
</translation>
    </message>
    <message>
        <source>First scene</source>
        <translation>第一个场景</translation>
    </message>
    <message>
        <source>Novel</source>
        <translation>长篇小说</translation>
    </message>
    <message>
        <source>Parts and chapters, notes on characters and places</source>
        <translation>分部分章，附人物和地点笔记</translation>
    </message>
    <message>
        <source>Short stories</source>
        <translation>短篇小说集</translation>
    </message>
    <message>
        <source>One chapter for each story</source>
        <translation>每篇一章</translation>
    </message>
    <message>
        <source>Screenplay</source>
        <translation>剧本</translation>
    </message>
    <message>
        <source>Three acts, scenes with headings</source>
        <translation>三幕，场景带标题行</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>One scene and nothing else</source>
        <translation>只有一个场景</translation>
    </message>
</context>
<context>
    <name>ProjectsDesk</name>
    <message>
        <source>Typing brought back</source>
        <translation>找回的输入</translation>
    </message>
    <message numerus="yes">
        <source>Typing that was not saved yet was brought back in %n text(s).</source>
        <translation>
            <numerusform>已在 %n 个文本中找回尚未保存的输入。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) were changed by another program and are shown as they are now.</source>
        <translation>
            <numerusform>%n 个文本被其他程序更改，现已显示最新内容。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other text(s) were changed here and by another program.</source>
        <translation>
            <numerusform>另有 %n 篇文本在这里和其他程序中都被修改过。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Text of another program</source>
        <translation>其他程序的文本</translation>
    </message>
    <message>
        <source>A version is kept.</source>
        <translation>已保留一个版本。</translation>
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
        <source>Improve the prompt…</source>
        <translation>改进提示词…</translation>
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
    <name>PromptImprover</name>
    <message>
        <source>Improve the prompt…</source>
        <translation>改进提示词…</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Write a prompt first.</source>
        <translation>请先写提示词。</translation>
    </message>
    <message>
        <source>No language model that follows instructions is here, so nothing is rewritten. These are the words of Atelier&apos;s own looks; choose what fits.</source>
        <translation>这里没有能听从指令的语言模型，所以不会改写。以下是 Atelier 自带风格的用词；请选择合适的。</translation>
    </message>
    <message>
        <source>%1 is writing a better prompt…</source>
        <translation>%1 正在写更好的提示词…</translation>
    </message>
    <message>
        <source>Suggested by %1. Nothing changes until you take it.</source>
        <translation>由 %1 建议。采用之前什么都不会改变。</translation>
    </message>
    <message>
        <source>The model could not write; your prompt is as it was.</source>
        <translation>模型无法撰写；您的提示词保持原样。</translation>
    </message>
    <message>
        <source>The prompt is changed.</source>
        <translation>提示词已更改。</translation>
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
        <source>%1 (convert first…)</source>
        <translation>%1（请先转换…）</translation>
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
</context>
<context>
    <name>PropertiesDialog</name>
    <message>
        <source>Project properties</source>
        <translation>项目属性</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Open the folder in the file manager</source>
        <translation>在文件管理器中打开文件夹</translation>
    </message>
    <message>
        <source>No backups</source>
        <translation>不备份</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Language of the text</source>
        <translation>文本语言</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder of the backups</source>
        <translation>备份文件夹</translation>
    </message>
    <message>
        <source>How many are kept</source>
        <translation>保留份数</translation>
    </message>
    <message>
        <source>When the project is closed, all of it goes into a dated ZIP file, if something changed. To bring one back, unpack it anywhere and open the folder.</source>
        <translation>关闭项目时，如有改动，整个项目会打包成带日期的 ZIP 文件。要恢复，只需解压到任意位置并打开该文件夹。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Backed up as {name}.</source>
        <translation>已备份为 {name}。</translation>
    </message>
    <message>
        <source>Nothing changed since the last backup.</source>
        <translation>自上次备份以来没有改动。</translation>
    </message>
</context>
<context>
    <name>QueryField</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Capitals and small letters as typed</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Whole words only</source>
        <translation>仅整词</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>正则表达式</translation>
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
    <name>Reading</name>
    <message>
        <source>Write here, or let the model begin with %1.</source>
        <translation>在这里写，或按 %1 让模型开头。</translation>
    </message>
</context>
<context>
    <name>RecentColours</name>
    <message>
        <source>Colours painted with lately</source>
        <translation>最近绘画用过的颜色</translation>
    </message>
</context>
<context>
    <name>RecentDialog</name>
    <message>
        <source>Recent documents</source>
        <translation>最近的文档</translation>
    </message>
    <message>
        <source>Nothing yet: saved documents and unsaved drafts are listed here.</source>
        <translation>还没有内容：已保存的文档和未保存的草稿会列在这里。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Delete the draft…</source>
        <translation>删除草稿…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Never saved</source>
        <translation>从未保存</translation>
    </message>
    <message>
        <source>Draft: %1, %2, changed %3</source>
        <translation>草稿：%1，%2，更改于 %3</translation>
    </message>
    <message>
        <source>Delete this draft? It was never saved as a file.</source>
        <translation>删除此草稿？它从未保存为文件。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>Remaker</name>
    <message>
        <source>The document was changed while this was computed, so it was left out. Do it again.</source>
        <translation>计算期间文档被更改，因此已略去。请重新操作。</translation>
    </message>
    <message>
        <source>This could not be computed.</source>
        <translation>无法计算。</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>Accept result</source>
        <translation>接受结果</translation>
    </message>
    <message>
        <source>Keep all results</source>
        <translation>保留所有结果</translation>
    </message>
    <message>
        <source>Discard result</source>
        <translation>舍弃结果</translation>
    </message>
    <message>
        <source>Place picture</source>
        <translation>置入图像</translation>
    </message>
</context>
<context>
    <name>Retrieval</name>
    <message>
        <source>No passage matches.</source>
        <translation>没有匹配的段落。</translation>
    </message>
</context>
<context>
    <name>RotateDialog</name>
    <message>
        <source>Rotate the image</source>
        <translation>旋转图像</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Clockwise by</source>
        <translation>顺时针</translation>
    </message>
</context>
<context>
    <name>RunDesk</name>
    <message>
        <source>The model thought aloud and came to no answer. Give it more length, or press Again.</source>
        <translation>模型只进行了思考而没有给出回答。请增加长度，或按“再来一次”。</translation>
    </message>
    <message>
        <source>The model wrote nothing here.</source>
        <translation>模型在这里没有写出内容。</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
</context>
<context>
    <name>SamplerPanel</name>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Keep these values as a preset</source>
        <translation>将这些值存为预设</translation>
    </message>
    <message>
        <source>Delete this preset of yours</source>
        <translation>删除您的这个预设</translation>
    </message>
    <message>
        <source>More samplers</source>
        <translation>更多采样器</translation>
    </message>
    <message>
        <source>Adapters (LoRA) for drafts</source>
        <translation>草稿使用的适配器（LoRA）</translation>
    </message>
    <message>
        <source>None on this machine fits the model. LoRAs of language models lie in the folders of models.</source>
        <translation>本机没有适合此模型的适配器。语言模型的 LoRA 放在模型文件夹中。</translation>
    </message>
    <message>
        <source>for example  THE END | ***</source>
        <translation>例如  THE END | ***</translation>
    </message>
    <message>
        <source>Ends an answer (divided by |)</source>
        <translation>结束回答的文字（用 | 分隔）</translation>
    </message>
    <message>
        <source>Grammar (GBNF)</source>
        <translation>语法（GBNF）</translation>
    </message>
    <message>
        <source>JSON schema</source>
        <translation>JSON 模式</translation>
    </message>
    <message>
        <source>Own values</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Not made for the chosen model: %1</source>
        <translation>不适用于所选模型：%1</translation>
    </message>
    <message>
        <source>Values of your own.</source>
        <translation>您自己的值。</translation>
    </message>
    <message>
        <source>Keep as a preset</source>
        <translation>存为预设</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>ScaleDialog</name>
    <message>
        <source>Scale the image</source>
        <translation>缩放图像</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Sharper (Lanczos)</source>
        <translation>更锐利（Lanczos）</translation>
    </message>
    <message>
        <source>None (pixel art)</source>
        <translation>无（像素画）</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>滤镜</translation>
    </message>
</context>
<context>
    <name>SceneEditor</name>
    <message>
        <source>Text of the scene</source>
        <translation>场景文本</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Typing</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Deletion</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
</context>
<context>
    <name>ScenePanel</name>
    <message>
        <source>Picture before</source>
        <translation>上一张图片</translation>
    </message>
    <message>
        <source>Picture after</source>
        <translation>下一张图片</translation>
    </message>
    <message>
        <source>Illustrate this</source>
        <translation>为此配图</translation>
    </message>
    <message>
        <source>Insert into the text at the caret</source>
        <translation>插入到文字的光标处</translation>
    </message>
    <message>
        <source>Open on the canvas</source>
        <translation>在画布上打开</translation>
    </message>
    <message>
        <source>Describe this picture</source>
        <translation>描述这张图片</translation>
    </message>
    <message>
        <source>Make it the first picture of the scene</source>
        <translation>设为场景的第一张图片</translation>
    </message>
    <message>
        <source>Take it away from the scene</source>
        <translation>从场景移除</translation>
    </message>
    <message>
        <source>Drop a picture here, or select a passage and let it be illustrated.</source>
        <translation>把图片拖到这里，或选中一段文字为其配图。</translation>
    </message>
    <message>
        <source>Open a scene to see its pictures.</source>
        <translation>打开一个场景以查看其图片。</translation>
    </message>
    <message>
        <source>%1 cannot be shown; the file is gone or damaged.</source>
        <translation>无法显示 %1；文件已不在或已损坏。</translation>
    </message>
</context>
<context>
    <name>ScenePictures</name>
    <message>
        <source>Open a scene first; its picture will stand beside it.</source>
        <translation>请先打开一个场景；图片会放在它旁边。</translation>
    </message>
    <message>
        <source>The picture is taken away; its file stays in the project.</source>
        <translation>图片已移除；文件仍在项目中。</translation>
    </message>
    <message>
        <source>The picture stands beside another scene now.</source>
        <translation>图片现在放在另一个场景旁。</translation>
    </message>
    <message>
        <source>Insert the picture</source>
        <translation>插入图片</translation>
    </message>
</context>
<context>
    <name>SceneTable</name>
    <message>
        <source>Scenes</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>There are no scenes yet. Press Ctrl+N to begin one.</source>
        <translation>还没有场景。按 Ctrl+N 新建一个。</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Goal</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Synopsis</source>
        <translation>梗概</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>In</source>
        <translation>所在</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>字数</translation>
    </message>
</context>
<context>
    <name>Scenes</name>
    <message>
        <source>Pasted</source>
        <translation>粘贴的文本</translation>
    </message>
    <message>
        <source>Paste as scenes</source>
        <translation>粘贴为场景</translation>
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
    <name>SelectEllipse</name>
    <message>
        <source>Select ellipse</source>
        <translation>椭圆选择</translation>
    </message>
</context>
<context>
    <name>SelectRectangle</name>
    <message>
        <source>Select rectangle</source>
        <translation>矩形选择</translation>
    </message>
</context>
<context>
    <name>SelectSubject</name>
    <message>
        <source>Select subject</source>
        <translation>选择主体</translation>
    </message>
    <message>
        <source>No subject was found. Select roughly around it, then try again.</source>
        <translation>未找到主体。请先在其周围粗略选择，再试一次。</translation>
    </message>
    <message>
        <source>There is no picture to find a subject in.</source>
        <translation>没有可供寻找主体的图像。</translation>
    </message>
</context>
<context>
    <name>SelectTool</name>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
</context>
<context>
    <name>SelectedPixels</name>
    <message>
        <source>Fill with ink</source>
        <translation>用前景色填充</translation>
    </message>
    <message>
        <source>Fill with ground colour</source>
        <translation>用背景色填充</translation>
    </message>
    <message>
        <source>The transparency of the layer “%1” is locked; nothing can be cleared.</source>
        <translation>图层“%1”的透明度已锁定；无法清除。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>Selection</name>
    <message>
        <source>That encloses no pixels, so nothing is selected.</source>
        <translation>所圈之处没有像素，因此没有选区。</translation>
    </message>
    <message>
        <source>Nothing is left of the selection.</source>
        <translation>选区已空。</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Select from layer</source>
        <translation>从图层选择</translation>
    </message>
    <message>
        <source>The layer is transparent everywhere, so nothing is selected.</source>
        <translation>图层完全透明，因此没有选区。</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Deselect</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>There is no earlier selection to bring back.</source>
        <translation>没有可恢复的先前选区。</translation>
    </message>
    <message>
        <source>Reselect</source>
        <translation>重新选择</translation>
    </message>
    <message>
        <source>Invert selection</source>
        <translation>反选</translation>
    </message>
    <message>
        <source>Everything was selected, so nothing is now.</source>
        <translation>原先已全选，因此现在没有选区。</translation>
    </message>
    <message>
        <source>Move selection</source>
        <translation>移动选区</translation>
    </message>
    <message>
        <source>The selection was moved out of the document, so nothing is selected.</source>
        <translation>选区被移出文档，因此没有选区。</translation>
    </message>
    <message>
        <source>Grow selection</source>
        <translation>扩大选区</translation>
    </message>
    <message>
        <source>Shrink selection</source>
        <translation>收缩选区</translation>
    </message>
    <message>
        <source>Feather selection</source>
        <translation>羽化选区</translation>
    </message>
    <message>
        <source>Border of selection</source>
        <translation>选区边界</translation>
    </message>
    <message>
        <source>Smooth selection</source>
        <translation>平滑选区</translation>
    </message>
    <message>
        <source>Nothing is selected.</source>
        <translation>没有选区。</translation>
    </message>
</context>
<context>
    <name>SelectionCommands</name>
    <message>
        <source>Selection</source>
        <translation>选区</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Deselect</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>Reselect</source>
        <translation>重新选择</translation>
    </message>
    <message>
        <source>Invert the selection</source>
        <translation>反选选区</translation>
    </message>
    <message>
        <source>Select the subject</source>
        <translation>选择主体</translation>
    </message>
    <message>
        <source>Select what the layer covers</source>
        <translation>选择图层覆盖之处</translation>
    </message>
    <message>
        <source>Grow the selection…</source>
        <translation>扩大选区…</translation>
    </message>
    <message>
        <source>Grow the selection</source>
        <translation>扩大选区</translation>
    </message>
    <message>
        <source>Grow by</source>
        <translation>扩大</translation>
    </message>
    <message>
        <source>Shrink the selection…</source>
        <translation>收缩选区…</translation>
    </message>
    <message>
        <source>Shrink the selection</source>
        <translation>收缩选区</translation>
    </message>
    <message>
        <source>Shrink by</source>
        <translation>收缩</translation>
    </message>
    <message>
        <source>Feather the selection…</source>
        <translation>羽化选区…</translation>
    </message>
    <message>
        <source>Feather the selection</source>
        <translation>羽化选区</translation>
    </message>
    <message>
        <source>Fade over</source>
        <translation>过渡宽度</translation>
    </message>
    <message>
        <source>Border of the selection…</source>
        <translation>选区边界…</translation>
    </message>
    <message>
        <source>Border of the selection</source>
        <translation>选区边界</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Smooth the selection…</source>
        <translation>平滑选区…</translation>
    </message>
    <message>
        <source>Smooth the selection</source>
        <translation>平滑选区</translation>
    </message>
    <message>
        <source>Round by</source>
        <translation>圆滑</translation>
    </message>
    <message>
        <source>Save the selection as a mask layer</source>
        <translation>将选区保存为蒙版图层</translation>
    </message>
    <message>
        <source>Show only the selection (transparency mask)</source>
        <translation>仅显示选区（透明度蒙版）</translation>
    </message>
    <message>
        <source>Give the selection its own prompt (region)</source>
        <translation>为选区设置自己的提示词（区域）</translation>
    </message>
    <message>
        <source>Clear the selected pixels</source>
        <translation>清除所选像素</translation>
    </message>
    <message>
        <source>Fill with the ink</source>
        <translation>用前景色填充</translation>
    </message>
    <message>
        <source>Fill with the ground colour</source>
        <translation>用背景色填充</translation>
    </message>
    <message>
        <source>Stop computing the selection</source>
        <translation>停止计算选区</translation>
    </message>
    <message>
        <source>The selection is being computed. Esc stops it.</source>
        <translation>正在计算选区。按 Esc 停止。</translation>
    </message>
</context>
<context>
    <name>SelectionWork</name>
    <message>
        <source>The selection was changed while this was computed, so it was left out. Do it again.</source>
        <translation>计算期间选区被更改，因此已略去。请重新操作。</translation>
    </message>
    <message>
        <source>This could not be computed.</source>
        <translation>无法计算。</translation>
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
        <source>100 has a sharp rim, 0 fades from the middle.</source>
        <translation>100 为锐利边缘，0 从中心开始渐淡。</translation>
    </message>
    <message>
        <source>A control must begin before it ends, both between 0 and 1 of the steps.</source>
        <translation>控制必须先开始后结束，两者都在步数的 0 到 1 之间。</translation>
    </message>
    <message>
        <source>A grammar</source>
        <translation>语法</translation>
    </message>
    <message>
        <source>A grammar and a JSON schema cannot both rule the answer; choose one.</source>
        <translation>语法与 JSON 模式不能同时约束回答；请选择其一。</translation>
    </message>
    <message>
        <source>A leaning pen draws with a flat tip turned its way.</source>
        <translation>倾斜的笔以朝其方向的扁平笔尖绘画。</translation>
    </message>
    <message>
        <source>A mask needs a picture to redraw; choose a start picture as well.</source>
        <translation>蒙版需要要重绘的图像；请同时选择起始图像。</translation>
    </message>
    <message>
        <source>A part of the document is damaged: its pixels cannot be unpacked.</source>
        <translation>文档的一部分已损坏：其像素无法解包。</translation>
    </message>
    <message>
        <source>A pen pressed lightly adds less with each dab.</source>
        <translation>轻压的笔每次落笔添加更少。</translation>
    </message>
    <message>
        <source>A pen pressed lightly covers less.</source>
        <translation>轻压的笔覆盖更少。</translation>
    </message>
    <message>
        <source>A pen pressed lightly draws thinner.</source>
        <translation>轻压的笔画得更细。</translation>
    </message>
    <message>
        <source>A persona needs a name.</source>
        <translation>角色需要一个名字。</translation>
    </message>
    <message>
        <source>A picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>A talk between {0} and {1}.</source>
        <translation>{0} 与 {1} 的谈话。</translation>
    </message>
    <message>
        <source>A tensor in it lies in an order that takes too much memory to undo.</source>
        <translation>其中一个张量的排列顺序需要过多内存才能还原。</translation>
    </message>
    <message>
        <source>A value is expected.</source>
        <translation>此处应有一个值。</translation>
    </message>
    <message>
        <source>A weight in it has a name that safetensors cannot keep.</source>
        <translation>其中一个权重的名称无法保存在 safetensors 中。</translation>
    </message>
    <message>
        <source>A weight is {0}; choose between {1} and {2}.</source>
        <translation>权重为 {0}；请在 {1} 和 {2} 之间选择。</translation>
    </message>
    <message>
        <source>A {0} picture cannot be longer than {1} pixels a side.</source>
        <translation>{0} 图像的边长不能超过 {1} 像素。</translation>
    </message>
    <message>
        <source>Above 1, what was said is less likely.</source>
        <translation>大于 1 时，说过的更不易再出现。</translation>
    </message>
    <message>
        <source>Add one in the settings, under Folders.</source>
        <translation>请在设置的“文件夹”中添加。</translation>
    </message>
    <message>
        <source>Against repeating whole phrases; 0.8 is usual, 0 is off.</source>
        <translation>避免重复整个短语；常用 0.8，0 为关闭。</translation>
    </message>
    <message>
        <source>All layers fit on it ({0} GiB of {1}).</source>
        <translation>所有层都能放入（{0} GiB，共 {1}）。</translation>
    </message>
    <message>
        <source>Another window has this document.</source>
        <translation>另一个窗口打开了此文档。</translation>
    </message>
    <message>
        <source>Atelier imports {0}</source>
        <translation>Atelier 可导入 {0}</translation>
    </message>
    <message>
        <source>Change that first.</source>
        <translation>请先更改它。</translation>
    </message>
    <message>
        <source>Check its rights.</source>
        <translation>请检查它的权限。</translation>
    </message>
    <message>
        <source>Check the disk and try again.</source>
        <translation>请检查磁盘后重试。</translation>
    </message>
    <message>
        <source>Check the disk.</source>
        <translation>请检查磁盘。</translation>
    </message>
    <message>
        <source>Check the file&apos;s permissions and the disk.</source>
        <translation>请检查文件权限和磁盘。</translation>
    </message>
    <message>
        <source>Check the grammar or the JSON schema of the request.</source>
        <translation>请检查请求中的语法或 JSON 模式。</translation>
    </message>
    <message>
        <source>Check the path and the rights of the file.</source>
        <translation>请检查文件的路径和权限。</translation>
    </message>
    <message>
        <source>Check the schema of the request.</source>
        <translation>请检查请求中的模式。</translation>
    </message>
    <message>
        <source>Choose PNG or TIFF, or make the picture smaller.</source>
        <translation>请选择 PNG 或 TIFF，或缩小图像。</translation>
    </message>
    <message>
        <source>Choose a PNG, JPEG or WebP file.</source>
        <translation>请选择 PNG、JPEG 或 WebP 文件。</translation>
    </message>
    <message>
        <source>Choose a PNG, JPEG or WebP.</source>
        <translation>请选择 PNG、JPEG 或 WebP。</translation>
    </message>
    <message>
        <source>Choose a chat or instruct model.</source>
        <translation>请选择对话或指令模型。</translation>
    </message>
    <message>
        <source>Choose a folder elsewhere, best on another disk.</source>
        <translation>请选择别处的文件夹，最好在另一块磁盘上。</translation>
    </message>
    <message>
        <source>Choose a folder that has a project.json, or begin a new project.</source>
        <translation>请选择含有 project.json 的文件夹，或新建一个项目。</translation>
    </message>
    <message>
        <source>Choose a language model for writing.</source>
        <translation>请选择用于写作的语言模型。</translation>
    </message>
    <message>
        <source>Choose a language model.</source>
        <translation>请选择语言模型。</translation>
    </message>
    <message>
        <source>Choose a mask of the size of the picture.</source>
        <translation>请选择与图像同样大小的蒙版。</translation>
    </message>
    <message>
        <source>Choose a new folder, so that nothing of yours gets mixed up.</source>
        <translation>请选择一个新文件夹，以免与您的其他文件混在一起。</translation>
    </message>
    <message>
        <source>Choose a number of degrees.</source>
        <translation>请输入角度数。</translation>
    </message>
    <message>
        <source>Choose a smaller model, or one that is quantised further (Q4_K_M, for example).</source>
        <translation>请选择更小的模型，或量化程度更高的模型（例如 Q4_K_M）。</translation>
    </message>
    <message>
        <source>Choose a smaller size.</source>
        <translation>请选择更小的尺寸。</translation>
    </message>
    <message>
        <source>Choose another file, or export it again from the program that made it.</source>
        <translation>请选择其他文件，或从制作它的程序重新导出。</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>请选择其他文件。</translation>
    </message>
    <message>
        <source>Choose another folder, or make room on the disk.</source>
        <translation>请选择其他文件夹，或腾出磁盘空间。</translation>
    </message>
    <message>
        <source>Choose another folder, or make this one writable.</source>
        <translation>请选择其他文件夹，或使此文件夹可写。</translation>
    </message>
    <message>
        <source>Choose another language model, or a shorter context or the CPU in Settings, Writing engine; then continue the queue.</source>
        <translation>请在“设置”的“写作引擎”中选择其他语言模型、更短的上下文或 CPU；然后继续队列。</translation>
    </message>
    <message>
        <source>Choose another layer or selection.</source>
        <translation>请选择其他图层或选区。</translation>
    </message>
    <message>
        <source>Choose another layer.</source>
        <translation>请选择其他图层。</translation>
    </message>
    <message>
        <source>Choose another name for the new file.</source>
        <translation>请为新文件选择另一个名称。</translation>
    </message>
    <message>
        <source>Choose another name, or let it be replaced.</source>
        <translation>请换一个名称，或允许替换。</translation>
    </message>
    <message>
        <source>Choose another one, or leave it out.</source>
        <translation>请选择另一个，或不使用它。</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>请选择另一个。</translation>
    </message>
    <message>
        <source>Choose another picture.</source>
        <translation>请选择另一张图片。</translation>
    </message>
    <message>
        <source>Choose another spelling language, or replace the file.</source>
        <translation>请选择其他拼写语言，或替换该文件。</translation>
    </message>
    <message>
        <source>Choose at least one pixel for each side.</source>
        <translation>每边至少选择一个像素。</translation>
    </message>
    <message>
        <source>Choose fewer files, or one folder after the other.</source>
        <translation>请少选一些文件，或逐个文件夹导入。</translation>
    </message>
    <message>
        <source>Choose one on the Write page.</source>
        <translation>请在“写作”页选择一个。</translation>
    </message>
    <message>
        <source>Choose one that comes with a projector (a file with “mmproj” in its name beside it).</source>
        <translation>请选择带有投影器的模型（旁边有名称含“mmproj”的文件）。</translation>
    </message>
    <message>
        <source>Choose the folder of a ControlNet.</source>
        <translation>请选择 ControlNet 的文件夹。</translation>
    </message>
    <message>
        <source>Choose the folder that holds config.json.</source>
        <translation>请选择包含 config.json 的文件夹。</translation>
    </message>
    <message>
        <source>Choose the {0} again.</source>
        <translation>请重新选择{0}。</translation>
    </message>
    <message>
        <source>Close other Atelier windows, backup or sync programs, then try again.</source>
        <translation>请关闭其他 Atelier 窗口以及备份或同步程序，然后再试。</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model or a shorter context in Settings, Writing engine, then press Try again.</source>
        <translation>请关闭其他程序，或在“设置”的“写作引擎”中选择更小的模型或更短的上下文，然后按“重试”。</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model.</source>
        <translation>请关闭其他程序，或选择更小的模型。</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller size or a stronger offload in Settings, then press Try again.</source>
        <translation>请关闭其他程序，或选择较小的尺寸，或在设置中选择更强的卸载方式，然后按“重试”。</translation>
    </message>
    <message>
        <source>Close the other window that has it, then open it again.</source>
        <translation>请关闭占用它的另一个窗口，然后重新打开。</translation>
    </message>
    <message>
        <source>Comments were left out.</source>
        <translation>批注已略去。</translation>
    </message>
    <message>
        <source>Compare both texts, then keep yours, theirs, or parts of each.</source>
        <translation>请比较两份文字，然后保留您的、对方的，或各取一部分。</translation>
    </message>
    <message>
        <source>Connect its disk, find it again elsewhere, or take it off the list.</source>
        <translation>请连接其磁盘，在别处重新找到它，或将其从列表中移除。</translation>
    </message>
    <message>
        <source>ControlNet</source>
        <translation>ControlNet 模型</translation>
    </message>
    <message>
        <source>ControlNets</source>
        <translation>ControlNet 模型</translation>
    </message>
    <message>
        <source>Convert it to a file in another folder.</source>
        <translation>请转换到另一个文件夹中的文件。</translation>
    </message>
    <message>
        <source>Copy it again.</source>
        <translation>请重新复制。</translation>
    </message>
    <message>
        <source>Copy or download it again, or get the model as a safetensors file.</source>
        <translation>请重新复制或下载，或获取该模型的 safetensors 文件。</translation>
    </message>
    <message>
        <source>Copy or download it again.</source>
        <translation>请重新复制或下载。</translation>
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
        <source>DRY allowed length</source>
        <translation>DRY 允许长度</translation>
    </message>
    <message>
        <source>DRY base</source>
        <translation>DRY 底数</translation>
    </message>
    <message>
        <source>DRY multiplier</source>
        <translation>DRY 倍数</translation>
    </message>
    <message>
        <source>Defaults are used.</source>
        <translation>已使用默认设置。</translation>
    </message>
    <message>
        <source>Describe this picture in a paragraph. Answer with the paragraph only.</source>
        <translation>用一段文字描述这张图片。只回答这一段。</translation>
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
        <source>Do not open it with other programs either; get the model again from a source you trust.</source>
        <translation>也不要用其他程序打开它；请从可信的来源重新获取该模型。</translation>
    </message>
    <message>
        <source>Drop a .txt or .md file or a picture; other documents come in through Import.</source>
        <translation>请拖入 .txt 或 .md 文件或图片；其他文档请通过“导入”打开。</translation>
    </message>
    <message>
        <source>Even one module at a time is tight on this device.</source>
        <translation>在此设备上，即使逐个模块运行，内存也很紧张。</translation>
    </message>
    <message>
        <source>Everything in the frame is selected, so there is no background to replace.</source>
        <translation>生成框内全部被选中，因此没有可替换的背景。</translation>
    </message>
    <message>
        <source>Export it again as a card, not a picture.</source>
        <translation>请重新导出为角色卡，而不是图片。</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>Files that were renamed outside are found again: {0}.</source>
        <translation>在外部被重命名的文件已重新找到：{0}。</translation>
    </message>
    <message>
        <source>Footnote</source>
        <translation>脚注</translation>
    </message>
    <message>
        <source>Free some space and export again.</source>
        <translation>请腾出一些空间后再导出。</translation>
    </message>
    <message>
        <source>Free some space and press Try again: what was drawn so far is kept where there was room.</source>
        <translation>请腾出一些空间，然后按“重试”：空间足够时，已绘制的内容会保留下来。</translation>
    </message>
    <message>
        <source>Free some space or save it elsewhere. What was saved before is untouched.</source>
        <translation>请腾出空间或保存到别处。之前保存的内容完好无损。</translation>
    </message>
    <message>
        <source>Free some space there. Atelier tries again by itself; saving the document makes it safe as well.</source>
        <translation>请在那里腾出空间。Atelier 会自动重试；保存文档也能确保安全。</translation>
    </message>
    <message>
        <source>Free some space there; it is tried again. What is on the disk is as it was before.</source>
        <translation>请在那里腾出一些空间；随后会再次尝试。磁盘上的内容保持原样。</translation>
    </message>
    <message>
        <source>Free some space, or choose another library in the settings. The picture is kept until then.</source>
        <translation>请腾出一些空间，或在设置中选择其他图库。在此之前图片会一直保留。</translation>
    </message>
    <message>
        <source>Free some space, or convert it to a file on another disk.</source>
        <translation>请腾出一些空间，或转换到另一个磁盘上的文件。</translation>
    </message>
    <message>
        <source>Free some space, or make the folder writable.</source>
        <translation>请释放一些空间，或使文件夹可写。</translation>
    </message>
    <message>
        <source>Free some space, or use the files where they are.</source>
        <translation>请释放一些空间，或在原处使用这些文件。</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>请腾出一些空间，然后再试。</translation>
    </message>
    <message>
        <source>Free some space.</source>
        <translation>请腾出一些空间。</translation>
    </message>
    <message>
        <source>Free some space. The text stays on the screen and is kept as soon as there is room.</source>
        <translation>请腾出一些空间。文字留在屏幕上，一有空间就会保存。</translation>
    </message>
    <message>
        <source>Free some space. What you see is kept in the window until then.</source>
        <translation>请腾出空间。在此之前，您看到的内容保留在窗口中。</translation>
    </message>
    <message>
        <source>Go on in the window that has it, or close it there first.</source>
        <translation>请在打开它的窗口中继续，或先在那里关闭。</translation>
    </message>
    <message>
        <source>Go on there or close it there first. It can be opened here for reading only.</source>
        <translation>请在那里继续，或先在那里关闭。在这里可以只读方式打开。</translation>
    </message>
    <message>
        <source>Go on there, or close it there first.</source>
        <translation>请在那里继续，或先在那里关闭。</translation>
    </message>
    <message>
        <source>Height of a fixed size in pixels, or its part of a fixed ratio.</source>
        <translation>固定尺寸的高度（像素），或固定比例中的一份。</translation>
    </message>
    <message>
        <source>Higher is bolder; 0 always takes the likeliest.</source>
        <translation>越高越大胆；0 总取最可能的。</translation>
    </message>
    <message>
        <source>How fast it grows with the phrase.</source>
        <translation>随短语增长的速度。</translation>
    </message>
    <message>
        <source>How fast it is reached.</source>
        <translation>达到的速度。</translation>
    </message>
    <message>
        <source>How much each dab adds; low values build up slowly.</source>
        <translation>每次落笔添加多少；低值会慢慢积累。</translation>
    </message>
    <message>
        <source>How often the obvious words are passed over; 0 is off.</source>
        <translation>跳过显而易见的词的频率；0 为关闭。</translation>
    </message>
    <message>
        <source>How strongly it covers.</source>
        <translation>覆盖的强度。</translation>
    </message>
    <message>
        <source>How strongly the ink covers.</source>
        <translation>前景色覆盖的强度。</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>输入/输出错误</translation>
    </message>
    <message>
        <source>Install Atelier again: its package open_clip_torch is missing or damaged.</source>
        <translation>请重新安装 Atelier：其软件包 open_clip_torch 缺失或已损坏。</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>是一个目录</translation>
    </message>
    <message>
        <source>It asks for {0}.{1}, which no weights need.</source>
        <translation>它要求使用 {0}.{1}，而权重从不需要它。</translation>
    </message>
    <message>
        <source>It changed while it was read.</source>
        <translation>读取期间文件发生了变化。</translation>
    </message>
    <message>
        <source>It does not fit beside the messages.</source>
        <translation>消息之外放不下它。</translation>
    </message>
    <message>
        <source>It has two ends that contradict each other.</source>
        <translation>它有两个互相矛盾的结尾。</translation>
    </message>
    <message>
        <source>It holds a number larger than any that weights need.</source>
        <translation>它含有比任何权重所需都大的数。</translation>
    </message>
    <message>
        <source>It holds more tensors than any model has.</source>
        <translation>它含有的张量比任何模型都多。</translation>
    </message>
    <message>
        <source>It holds no weights.</source>
        <translation>它不含权重。</translation>
    </message>
    <message>
        <source>It holds several pickles, of which only one can be meant.</source>
        <translation>它含有多个 pickle，而只应有一个。</translation>
    </message>
    <message>
        <source>It holds {0} twice.</source>
        <translation>它两次包含 {0}。</translation>
    </message>
    <message>
        <source>It is a GGUF file, which is used as it is.</source>
        <translation>这是 GGUF 文件，可直接使用。</translation>
    </message>
    <message>
        <source>It is a GGUF file, which needs no conversion.</source>
        <translation>这是 GGUF 文件，无需转换。</translation>
    </message>
    <message>
        <source>It is a program of TorchScript, not weights alone.</source>
        <translation>这是 TorchScript 程序，而不只是权重。</translation>
    </message>
    <message>
        <source>It is a safetensors file already, whatever its name says.</source>
        <translation>无论名称如何，它已经是 safetensors 文件。</translation>
    </message>
    <message>
        <source>It is a zip file without weights of torch.</source>
        <translation>这是不含 torch 权重的 zip 文件。</translation>
    </message>
    <message>
        <source>It is compressed, and too large for that to be undone in memory.</source>
        <translation>它经过压缩，而且太大，无法在内存中解压。</translation>
    </message>
    <message>
        <source>It is cut short, or its sizes are wrong.</source>
        <translation>文件不完整，或其中的大小有误。</translation>
    </message>
    <message>
        <source>It is cut short.</source>
        <translation>文件不完整。</translation>
    </message>
    <message>
        <source>It is damaged: a compressed part cannot be undone.</source>
        <translation>文件已损坏：有一个压缩部分无法解压。</translation>
    </message>
    <message>
        <source>It is damaged: a part does not match its checksum.</source>
        <translation>文件已损坏：有一部分与校验和不符。</translation>
    </message>
    <message>
        <source>It is damaged: a part of its weights does not match its checksum.</source>
        <translation>文件已损坏：有一部分权重与校验和不符。</translation>
    </message>
    <message>
        <source>It is kept as {0} as it was.</source>
        <translation>它已按原样保存为 {0}。</translation>
    </message>
    <message>
        <source>It is longer than its share; the end is left out.</source>
        <translation>它超出其份额；末尾被略去。</translation>
    </message>
    <message>
        <source>It is longer than the model can read; its end is left out.</source>
        <translation>它超出模型的阅读长度；末尾被略去。</translation>
    </message>
    <message>
        <source>It is malformed: a key without a value.</source>
        <translation>格式有误：有键而无值。</translation>
    </message>
    <message>
        <source>It is malformed: a name in it is endless.</source>
        <translation>格式有误：其中一个名称没有尽头。</translation>
    </message>
    <message>
        <source>It is malformed: a number is none.</source>
        <translation>格式有误：某个数不是数。</translation>
    </message>
    <message>
        <source>It is malformed: a part of a storage has no place.</source>
        <translation>格式有误：存储区的一部分没有位置。</translation>
    </message>
    <message>
        <source>It is malformed: a part of a storage reaches past its end.</source>
        <translation>格式有误：存储区的一部分超出其末尾。</translation>
    </message>
    <message>
        <source>It is malformed: a storage has no key or no size.</source>
        <translation>格式有误：某个存储区没有键或没有大小。</translation>
    </message>
    <message>
        <source>It is malformed: a table has a row that is no pair.</source>
        <translation>格式有误：某个表中有一行不是键值对。</translation>
    </message>
    <message>
        <source>It is malformed: a table is made of what is no list.</source>
        <translation>格式有误：某个表不是由列表构成的。</translation>
    </message>
    <message>
        <source>It is malformed: a tensor has a shape that is none.</source>
        <translation>格式有误：某个张量的形状无效。</translation>
    </message>
    <message>
        <source>It is malformed: a tensor has no storage or no place.</source>
        <translation>格式有误：某个张量没有存储区或没有位置。</translation>
    </message>
    <message>
        <source>It is malformed: a tensor reaches past the end of its storage.</source>
        <translation>格式有误：某个张量超出其存储区的末尾。</translation>
    </message>
    <message>
        <source>It is malformed: a text that is none.</source>
        <translation>格式有误：某段文字无效。</translation>
    </message>
    <message>
        <source>It is malformed: a text without quotes.</source>
        <translation>格式有误：某段文字没有引号。</translation>
    </message>
    <message>
        <source>It is malformed: an end without a beginning.</source>
        <translation>格式有误：有结尾而无开头。</translation>
    </message>
    <message>
        <source>It is malformed: byte {0} is no step of a pickle.</source>
        <translation>格式有误：第 {0} 个字节不是 pickle 的步骤。</translation>
    </message>
    <message>
        <source>It is malformed: it adds to what is no list.</source>
        <translation>格式有误：它向不是列表的东西添加内容。</translation>
    </message>
    <message>
        <source>It is malformed: it adds to what is no table.</source>
        <translation>格式有误：它向不是表的东西添加内容。</translation>
    </message>
    <message>
        <source>It is malformed: it calls something without a list of arguments.</source>
        <translation>格式有误：它的调用没有参数列表。</translation>
    </message>
    <message>
        <source>It is malformed: it gives a state to what has none.</source>
        <translation>格式有误：它给没有状态的东西赋予状态。</translation>
    </message>
    <message>
        <source>It is malformed: it makes something of nothing.</source>
        <translation>格式有误：它凭空构造东西。</translation>
    </message>
    <message>
        <source>It is malformed: it names something by what is no name.</source>
        <translation>格式有误：它用不是名称的东西来命名。</translation>
    </message>
    <message>
        <source>It is malformed: it remembers what it never saw.</source>
        <translation>格式有误：它引用从未出现过的东西。</translation>
    </message>
    <message>
        <source>It is malformed: it takes what is not there.</source>
        <translation>格式有误：它取用不存在的东西。</translation>
    </message>
    <message>
        <source>It is malformed: the list of its storages is none.</source>
        <translation>格式有误：存储区列表无效。</translation>
    </message>
    <message>
        <source>It is malformed: the list of its storages names one that is not used, or one twice.</source>
        <translation>格式有误：存储区列表中有未使用的或重复的存储区。</translation>
    </message>
    <message>
        <source>It is malformed: {0} is given something else than it takes.</source>
        <translation>格式有误：{0} 得到的内容与其所需不符。</translation>
    </message>
    <message>
        <source>It is neither a pickle nor a file of torch.</source>
        <translation>它既不是 pickle，也不是 torch 文件。</translation>
    </message>
    <message>
        <source>It is nested without end.</source>
        <translation>它无止境地嵌套。</translation>
    </message>
    <message>
        <source>It is no JSON that can be read.</source>
        <translation>它不是可读取的 JSON。</translation>
    </message>
    <message>
        <source>It is not known what “{0}” is; it holds {1} tensors, {2} numbers.</source>
        <translation>不知道“{0}”是什么；其中有 {1} 个张量，共 {2} 个数。</translation>
    </message>
    <message>
        <source>It is of a version of pickle that Atelier does not know.</source>
        <translation>Atelier 不认识它的 pickle 版本。</translation>
    </message>
    <message>
        <source>It is of a version of torch&apos;s files that Atelier does not know.</source>
        <translation>Atelier 不认识它的 torch 文件版本。</translation>
    </message>
    <message>
        <source>It is one part of several.</source>
        <translation>它是多个部分中的一个。</translation>
    </message>
    <message>
        <source>It is tried again; what you wrote stays in the window until then.</source>
        <translation>将会重试；在此之前你写的内容仍保留在窗口中。</translation>
    </message>
    <message>
        <source>It keeps numbers of a kind that safetensors does not have ({0}).</source>
        <translation>它含有 safetensors 所没有的数值类型（{0}）。</translation>
    </message>
    <message>
        <source>It lies about the length of its parts, or is cut short.</source>
        <translation>它谎报各部分的长度，或文件不完整。</translation>
    </message>
    <message>
        <source>It lies about the size of a compressed part, or is damaged.</source>
        <translation>它谎报压缩部分的大小，或已损坏。</translation>
    </message>
    <message>
        <source>It names a file outside of itself ({0}).</source>
        <translation>它指向自身之外的文件（{0}）。</translation>
    </message>
    <message>
        <source>It names code by a number instead of a name.</source>
        <translation>它用编号而不是名称来指定代码。</translation>
    </message>
    <message>
        <source>It refers to things outside of itself.</source>
        <translation>它引用自身之外的东西。</translation>
    </message>
    <message>
        <source>It stays in the list, and nothing is changed in it.</source>
        <translation>它仍会列出，内容不会有任何改动。</translation>
    </message>
    <message>
        <source>It stays where it is; move it away if it does not belong here.</source>
        <translation>它会留在原处；如果不属于这里，请移走。</translation>
    </message>
    <message>
        <source>It takes more steps than weights need.</source>
        <translation>它的步骤多于权重所需。</translation>
    </message>
    <message>
        <source>It was kept as {0}; defaults are used.</source>
        <translation>原文件已保留为 {0}；已使用默认设置。</translation>
    </message>
    <message>
        <source>It was opened there at {0}.</source>
        <translation>它于 {0} 在那里打开。</translation>
    </message>
    <message>
        <source>It was written by a version of torch from before 2017, which Atelier does not read.</source>
        <translation>它由 2017 年以前的 torch 写成，Atelier 无法读取。</translation>
    </message>
    <message>
        <source>It would grow to many times its size, as no model does.</source>
        <translation>它会增大到原来的许多倍，而模型不会如此。</translation>
    </message>
    <message>
        <source>Its beginning has no room ({0} words).</source>
        <translation>其开头放不下（{0} 词）。</translation>
    </message>
    <message>
        <source>Its beginning has no room.</source>
        <translation>其开头放不下。</translation>
    </message>
    <message>
        <source>Its end is damaged.</source>
        <translation>它的结尾已损坏。</translation>
    </message>
    <message>
        <source>Its end is missing, so it is cut short.</source>
        <translation>缺少结尾，因此文件不完整。</translation>
    </message>
    <message>
        <source>Its numbers are in the byte order of another kind of machine.</source>
        <translation>其中的数采用另一类机器的字节顺序。</translation>
    </message>
    <message>
        <source>Its table of contents has another length than it says.</source>
        <translation>它的目录长度与所说的不符。</translation>
    </message>
    <message>
        <source>Its table of contents is damaged.</source>
        <translation>它的目录已损坏。</translation>
    </message>
    <message>
        <source>Its table of contents is larger than any model needs.</source>
        <translation>它的目录比任何模型所需的都大。</translation>
    </message>
    <message>
        <source>Its table of contents is not where it says.</source>
        <translation>它的目录不在所说的位置。</translation>
    </message>
    <message>
        <source>Leave it out, or choose a model it was made for.</source>
        <translation>不使用它，或选择与其匹配的模型。</translation>
    </message>
    <message>
        <source>Leave it out, or choose another model.</source>
        <translation>请略去它，或选择其他模型。</translation>
    </message>
    <message>
        <source>Leave it out, or copy it again.</source>
        <translation>不使用它，或重新复制。</translation>
    </message>
    <message>
        <source>Leave one of them out.</source>
        <translation>请去掉其中之一。</translation>
    </message>
    <message>
        <source>Leave them out, or choose another model.</source>
        <translation>不使用它们，或选择其他模型。</translation>
    </message>
    <message>
        <source>Left out, being no tensors: {0}.</source>
        <translation>已略去（不是张量）：{0}。</translation>
    </message>
    <message>
        <source>Left out, beside the weights: {0}.</source>
        <translation>已略去（权重之外）：{0}。</translation>
    </message>
    <message>
        <source>Let it read less, or choose a model with a longer context.</source>
        <translation>请让它少读一些，或选择上下文更长的模型。</translation>
    </message>
    <message>
        <source>Let it read less, or raise the context in the settings.</source>
        <translation>请让它少读一些，或在设置中提高上下文长度。</translation>
    </message>
    <message>
        <source>Let user and assistant take turns, or choose another model.</source>
        <translation>请让用户与助手轮流发言，或选择另一个模型。</translation>
    </message>
    <message>
        <source>Line {0} of the JSON schema cannot be read.</source>
        <translation>无法读取 JSON 模式的第 {0} 行。</translation>
    </message>
    <message>
        <source>Line {0} of the grammar cannot be read.</source>
        <translation>无法读取语法的第 {0} 行。</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA 适配器</translation>
    </message>
    <message>
        <source>LoRAs</source>
        <translation>LoRA 适配器</translation>
    </message>
    <message>
        <source>Look at it with another program, or restore the text from its versions.</source>
        <translation>请用其他程序查看，或从版本中恢复文字。</translation>
    </message>
    <message>
        <source>Look for something longer.</source>
        <translation>请查找更长的内容。</translation>
    </message>
    <message>
        <source>Look for the file itself, or remove the folder.</source>
        <translation>请寻找文件本身，或删除该文件夹。</translation>
    </message>
    <message>
        <source>Look whether it is still there and may be read, or choose another.</source>
        <translation>请检查它是否仍在且可读取，或选择其他文件。</translation>
    </message>
    <message>
        <source>Make its folder writable or close the other window that has it, then open it again.</source>
        <translation>请使其文件夹可写，或关闭占用它的另一个窗口，然后重新打开。</translation>
    </message>
    <message>
        <source>Make the folder and its files writable, or save a copy elsewhere.</source>
        <translation>请使该文件夹及其文件可写，或在别处保存副本。</translation>
    </message>
    <message>
        <source>Make the folder writable, or choose another in the settings. The picture is kept until then.</source>
        <translation>请让该文件夹可写，或在设置中选择其他文件夹。在此之前图片会一直保留。</translation>
    </message>
    <message>
        <source>Make the folder writable, or copy the file into the folder of models.</source>
        <translation>请使文件夹可写，或将文件复制到模型文件夹。</translation>
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
        <source>Make the folder writable, or use the files where they are.</source>
        <translation>请使文件夹可写，或在原处使用这些文件。</translation>
    </message>
    <message>
        <source>Make the folder writable.</source>
        <translation>请让该文件夹可写。</translation>
    </message>
    <message>
        <source>Make the folder writable. The text stays on the screen and is kept as soon as that is done.</source>
        <translation>请让该文件夹可写。文字留在屏幕上，可写后会立即保存。</translation>
    </message>
    <message>
        <source>Make the folder writable. What you see is kept in the window until then.</source>
        <translation>请让文件夹可写。在此之前，您看到的内容保留在窗口中。</translation>
    </message>
    <message>
        <source>Make the frame smaller, or move it nearer to the document.</source>
        <translation>请缩小生成框，或将其移近文档。</translation>
    </message>
    <message>
        <source>Make the frame smaller.</source>
        <translation>请缩小生成框。</translation>
    </message>
    <message>
        <source>Make the schema simpler: types, properties, required, enum and items are always understood.</source>
        <translation>请简化该模式：type、properties、required、enum 与 items 总能被理解。</translation>
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
        <source>Mend it, or leave it empty.</source>
        <translation>请修正它，或将其留空。</translation>
    </message>
    <message>
        <source>Mend or remove it; it was left as it is.</source>
        <translation>请修复或移除它；它保持原样。</translation>
    </message>
    <message>
        <source>Models of the kind {0} cannot use {1}.</source>
        <translation>{0} 类模型不能使用{1}。</translation>
    </message>
    <message>
        <source>Models of the kind {0} cannot {1}.</source>
        <translation>{0} 类模型不能{1}。</translation>
    </message>
    <message>
        <source>Models of the kind {0} do not know the sampling step “{1}”.</source>
        <translation>{0} 类模型没有采样步骤“{1}”。</translation>
    </message>
    <message>
        <source>Move the frame over it, or select something inside the frame.</source>
        <translation>请将生成框移到其上，或在生成框内选择内容。</translation>
    </message>
    <message>
        <source>No language model is chosen.</source>
        <translation>未选择语言模型。</translation>
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
        <source>None is short enough for their share.</source>
        <translation>没有一段短到能放进其份额。</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>不是目录</translation>
    </message>
    <message>
        <source>Nothing can be repeated more than {0} times.</source>
        <translation>重复次数不能超过 {0} 次。</translation>
    </message>
    <message>
        <source>Nothing is selected and the strength is 100 %, so the frame gets a new picture.</source>
        <translation>没有选区且强度为 100 %，因此生成框得到新图像。</translation>
    </message>
    <message>
        <source>Nothing is selected on this layer.</source>
        <translation>此图层上没有选中任何内容。</translation>
    </message>
    <message>
        <source>Nothing is selected, so there is nothing to crop to.</source>
        <translation>没有选区，因此无可裁剪。</translation>
    </message>
    <message>
        <source>Nothing of it was run, and nothing was kept.</source>
        <translation>其中任何内容都没有运行，也没有保留。</translation>
    </message>
    <message>
        <source>Nothing of the picture is selected.</source>
        <translation>没有选中图像的任何部分。</translation>
    </message>
    <message>
        <source>Of the lines of YAML at its top only title, author and language were taken.</source>
        <translation>文件开头的 YAML 行中，只采用了标题、作者和语言。</translation>
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
        <source>Once, if used at all.</source>
        <translation>只要用过就计一次。</translation>
    </message>
    <message>
        <source>Only its end fits beside the messages.</source>
        <translation>消息之外只放得下它的结尾。</translation>
    </message>
    <message>
        <source>Only so many of the likeliest words.</source>
        <translation>只取这么多个最可能的词。</translation>
    </message>
    <message>
        <source>Only the likeliest words that make up this share; 1 is off.</source>
        <translation>只取累计达到此比例的最可能的词；1 为关闭。</translation>
    </message>
    <message>
        <source>Only words at least this likely, against the likeliest.</source>
        <translation>只取相对最可能的词至少达到此比例的词。</translation>
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
        <source>Open it in the program it comes from and save it again, or choose another file.</source>
        <translation>请用原来的程序打开并重新保存，或选择其他文件。</translation>
    </message>
    <message>
        <source>Open it instead.</source>
        <translation>请改为打开它。</translation>
    </message>
    <message>
        <source>Open it with that version; it was not changed.</source>
        <translation>请用那个版本打开；它没有被改动。</translation>
    </message>
    <message>
        <source>Open the document&apos;s file as it was saved last.</source>
        <translation>打开上次保存的文档文件。</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>不允许的操作</translation>
    </message>
    <message>
        <source>Paint something or show a layer first.</source>
        <translation>请先绘画或显示图层。</translation>
    </message>
    <message>
        <source>Paint white over what is to be redrawn.</source>
        <translation>将要重绘之处涂成白色。</translation>
    </message>
    <message>
        <source>Per earlier use.</source>
        <translation>按先前使用次数。</translation>
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
        <source>Pictures of a kind that cannot be shown (such as SVG or EMF) were left out.</source>
        <translation>无法显示的图片类型（如 SVG 或 EMF）已略去。</translation>
    </message>
    <message>
        <source>Pictures that lie on the web were left out: Atelier does not fetch anything.</source>
        <translation>网络上的图片已略去：Atelier 不会下载任何内容。</translation>
    </message>
    <message>
        <source>Pictures that were not found beside the file were left out.</source>
        <translation>在文件旁找不到的图片已略去。</translation>
    </message>
    <message>
        <source>Press Try again to run it again.</source>
        <translation>按“重试”即可重新运行。</translation>
    </message>
    <message>
        <source>Press Try again to run it again; what was already written is kept.</source>
        <translation>按“重试”再次运行；已写的文字会保留。</translation>
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
        <source>Put it back where it was, or restore the text from its versions.</source>
        <translation>请把它放回原处，或从版本中恢复文字。</translation>
    </message>
    <message>
        <source>Put it back, or choose another model.</source>
        <translation>请把它放回原处，或选择其他模型。</translation>
    </message>
    <message>
        <source>Put it back, or leave it out.</source>
        <translation>放回原处，或不使用它。</translation>
    </message>
    <message>
        <source>Put it back, or take it out of the folder.</source>
        <translation>请将其放回，或从文件夹中移除。</translation>
    </message>
    <message>
        <source>Put the file itself into the project&apos;s folder, in place of the link.</source>
        <translation>请把文件本身放进项目文件夹，替换该链接。</translation>
    </message>
    <message>
        <source>Put the model&apos;s mmproj file into the same folder, or choose a model that sees.</source>
        <translation>请把该模型的 mmproj 文件放进同一文件夹，或选择能看图的模型。</translation>
    </message>
    <message>
        <source>Quotations</source>
        <translation>引文</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>只读文件系统</translation>
    </message>
    <message>
        <source>Redrawing in tiles needs a start picture.</source>
        <translation>分块重绘需要起始图像。</translation>
    </message>
    <message>
        <source>Redrawing in tiles works on a whole picture; leave the mask out.</source>
        <translation>分块重绘作用于整幅图像；请去掉蒙版。</translation>
    </message>
    <message>
        <source>Redrawing in tiles works with one prompt; leave regions and controls out.</source>
        <translation>分块重绘只支持一个提示词；请去掉区域和控制。</translation>
    </message>
    <message>
        <source>Rename it to {0}{1}.</source>
        <translation>请把它重命名为 {0}{1}。</translation>
    </message>
    <message>
        <source>Repetitions inside repetitions, as in (a+)+, take very long; write it without them.</source>
        <translation>像 (a+)+ 这样的嵌套重复会耗时极长；请改写以避免。</translation>
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
        <source>Save it elsewhere or free some space, then try again.</source>
        <translation>请存到别处或腾出空间，然后重试。</translation>
    </message>
    <message>
        <source>Save it elsewhere. What was saved before is untouched.</source>
        <translation>保存到别处。之前保存的内容完好无损。</translation>
    </message>
    <message>
        <source>Save under another name to keep both, or save once more to replace that file.</source>
        <translation>另存为其他名称可保留两者；再次保存则替换该文件。</translation>
    </message>
    <message>
        <source>Say what it is on the Models page, or leave it as it is.</source>
        <translation>请在模型页说明它是什么，或保持原样。</translation>
    </message>
    <message>
        <source>Select a part of the picture first.</source>
        <translation>请先选择图像的一部分。</translation>
    </message>
    <message>
        <source>Select less, or choose a model with a longer context.</source>
        <translation>请少选一些，或选择上下文更长的模型。</translation>
    </message>
    <message>
        <source>Select only what is to stay.</source>
        <translation>只选择要保留的内容。</translation>
    </message>
    <message>
        <source>Select some text first.</source>
        <translation>请先选择一些文字。</translation>
    </message>
    <message>
        <source>Select what is to be drawn, or remove the selection to draw the whole frame.</source>
        <translation>选择要绘制的内容，或取消选区以绘制整个生成框。</translation>
    </message>
    <message>
        <source>Some entries of {0} could not be read and were left out.</source>
        <translation>{0} 中有一些条目无法读取，已略去。</translation>
    </message>
    <message>
        <source>Some signs could not be read in this encoding.</source>
        <translation>有些字符无法以此编码读取。</translation>
    </message>
    <message>
        <source>Something follows after the end of the schema.</source>
        <translation>模式结束之后还有内容。</translation>
    </message>
    <message>
        <source>Something is expected before “{0}”.</source>
        <translation>“{0}”之前应有内容。</translation>
    </message>
    <message>
        <source>Something lies before its beginning.</source>
        <translation>它的开头之前还有别的内容。</translation>
    </message>
    <message>
        <source>Something lies behind the end of its pickle.</source>
        <translation>其 pickle 的结尾之后还有别的内容。</translation>
    </message>
    <message>
        <source>Something went wrong with this file.</source>
        <translation>此文件出了问题。</translation>
    </message>
    <message>
        <source>Split it with another program; {0} MB is the most.</source>
        <translation>请用其他程序将其拆分；最大为 {0} MB。</translation>
    </message>
    <message>
        <source>Steadies the hand: the tip is pulled along on a string.</source>
        <translation>稳定手部：笔尖像被线牵着走。</translation>
    </message>
    <message>
        <source>Switch it off, or choose another model.</source>
        <translation>请关闭它，或选择其他模型。</translation>
    </message>
    <message>
        <source>Take an older copy of it if there is one.</source>
        <translation>如果有较早的副本，请使用它。</translation>
    </message>
    <message>
        <source>Take an older copy of the document if there is one.</source>
        <translation>如果文档有较早的副本，请使用它。</translation>
    </message>
    <message>
        <source>Take away instead of adding; Alt does it for one stroke.</source>
        <translation>减去而不是添加；按住 Alt 对一笔生效。</translation>
    </message>
    <message>
        <source>The ControlNet “{0}” cannot be used with this model.</source>
        <translation>ControlNet“{0}”不能用于此模型。</translation>
    </message>
    <message>
        <source>The JSON schema cannot be followed; the model wrote freely instead.</source>
        <translation>无法遵循该 JSON 模式；模型转而自由书写。</translation>
    </message>
    <message>
        <source>The JSON schema is not JSON.</source>
        <translation>JSON 模式不是有效的 JSON。</translation>
    </message>
    <message>
        <source>The LoRA “{0}” cannot be used with this model.</source>
        <translation>LoRA“{0}”不能用于此模型。</translation>
    </message>
    <message>
        <source>The LoRA “{0}” does not fit the model.</source>
        <translation>LoRA“{0}”与模型不匹配。</translation>
    </message>
    <message>
        <source>The LoRA “{0}” is not there any more.</source>
        <translation>LoRA 适配器“{0}”已不存在。</translation>
    </message>
    <message>
        <source>The LoRA “{0}” was not made for the model “{1}”.</source>
        <translation>LoRA“{0}”不是为模型“{1}”制作的。</translation>
    </message>
    <message>
        <source>The backups of {0} would lie inside the project itself.</source>
        <translation>{0} 的备份会位于项目自身之中。</translation>
    </message>
    <message>
        <source>The bundled model is very small: it continues well and follows instructions poorly.</source>
        <translation>自带模型非常小：续写不错，但不太会听从指示。</translation>
    </message>
    <message>
        <source>The card {0} beside the file cannot be read.</source>
        <translation>无法读取文件旁的说明 {0}。</translation>
    </message>
    <message>
        <source>The card {0} cannot be written beside the file ({1}).</source>
        <translation>无法在文件旁写入说明 {0}（{1}）。</translation>
    </message>
    <message>
        <source>The chat {0} cannot be read ({1}).</source>
        <translation>无法读取对话 {0}（{1}）。</translation>
    </message>
    <message>
        <source>The chat {0} is too large to be one of ours.</source>
        <translation>对话 {0} 太大，不会是我们的文件。</translation>
    </message>
    <message>
        <source>The chat {0} was written by a newer version of Atelier.</source>
        <translation>对话 {0} 由更新版本的 Atelier 写成。</translation>
    </message>
    <message>
        <source>The conversion of “{0}” ended without an answer (code {1}).</source>
        <translation>“{0}”的转换没有结果就结束了（代码 {1}）。</translation>
    </message>
    <message>
        <source>The conversion of “{0}” failed.</source>
        <translation>“{0}”转换失败。</translation>
    </message>
    <message>
        <source>The device “{0}” set in the settings is not on this machine.</source>
        <translation>设置中指定的设备“{0}”不在这台计算机上。</translation>
    </message>
    <message>
        <source>The dictionary {0} cannot be read.</source>
        <translation>词典 {0} 无法读取。</translation>
    </message>
    <message>
        <source>The disk is full: “{0}” was not written.</source>
        <translation>磁盘已满：“{0}”未写入。</translation>
    </message>
    <message>
        <source>The disk with the folder of models {0} is full.</source>
        <translation>模型文件夹 {0} 所在的磁盘已满。</translation>
    </message>
    <message>
        <source>The disk with the folder {0} is full, so what is written now is not kept there.</source>
        <translation>文件夹 {0} 所在的磁盘已满，现在写的文字没有保存到那里。</translation>
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
        <source>The disk with {0} is full.</source>
        <translation>{0} 所在的磁盘已满。</translation>
    </message>
    <message>
        <source>The document stays open: its latest changes could not be kept as a draft.</source>
        <translation>文档保持打开：其最新更改无法存为草稿。</translation>
    </message>
    <message>
        <source>The document would become {0} × {1} pixels, which holds no picture.</source>
        <translation>文档将变为 {0} × {1} 像素，无法容纳图像。</translation>
    </message>
    <message>
        <source>The document would become {0} × {1} pixels; {2} is the longest side.</source>
        <translation>文档将变为 {0} × {1} 像素；边长最多为 {2}。</translation>
    </message>
    <message>
        <source>The document {0} cannot be opened: {1}.</source>
        <translation>文档 {0} 无法打开：{1}。</translation>
    </message>
    <message>
        <source>The document {0} cannot be read: {1}.</source>
        <translation>文档 {0} 无法读取：{1}。</translation>
    </message>
    <message>
        <source>The document {0} could not be saved in {1} ({2}).</source>
        <translation>文档 {0} 无法保存到 {1}（{2}）。</translation>
    </message>
    <message>
        <source>The document {0} could not be saved: the disk is full.</source>
        <translation>文档 {0} 无法保存：磁盘已满。</translation>
    </message>
    <message>
        <source>The document {0} is already open.</source>
        <translation>文档 {0} 已经打开。</translation>
    </message>
    <message>
        <source>The document {0} was changed by another program or cannot be read any more while it is open.</source>
        <translation>文档 {0} 在打开期间被其他程序更改，或已无法读取。</translation>
    </message>
    <message>
        <source>The document {0} was saved by a newer Atelier (schema {1}, this one reads {2}).</source>
        <translation>文档 {0} 由更新版本的 Atelier 保存（格式 {1}，此版本读取 {2}）。</translation>
    </message>
    <message>
        <source>The dropped file cannot be read ({0}).</source>
        <translation>拖入的文件无法读取（{0}）。</translation>
    </message>
    <message>
        <source>The engine ended before it answered.</source>
        <translation>引擎在回答之前结束了。</translation>
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
        <source>The engine stopped while it was writing.</source>
        <translation>引擎在写作时停止了。</translation>
    </message>
    <message>
        <source>The expression has no group “{0}”.</source>
        <translation>该表达式没有分组“{0}”。</translation>
    </message>
    <message>
        <source>The file could not be written or read ({0}).</source>
        <translation>无法写入或读取文件（{0}）。</translation>
    </message>
    <message>
        <source>The file may be made to do so: do not trust it. Else try again.</source>
        <translation>该文件可能有意如此：请勿信任它。否则请重试。</translation>
    </message>
    <message>
        <source>The file {0} cannot be read ({1}).</source>
        <translation>无法读取文件 {0}（{1}）。</translation>
    </message>
    <message>
        <source>The file {0} has {1} MB; that is no text to write in.</source>
        <translation>文件 {0} 有 {1} MB；这不是可供写作的文字。</translation>
    </message>
    <message>
        <source>The file {0} holds no chat.</source>
        <translation>文件 {0} 中没有对话。</translation>
    </message>
    <message>
        <source>The file {0} is not in the project&apos;s folder any more.</source>
        <translation>文件 {0} 已不在项目文件夹中。</translation>
    </message>
    <message>
        <source>The file {0} lies outside of the project&apos;s folder; a link leads there.</source>
        <translation>文件 {0} 位于项目文件夹之外；有一个链接指向那里。</translation>
    </message>
    <message>
        <source>The file “{0}” cannot be opened: {1}.</source>
        <translation>文件“{0}”无法打开：{1}。</translation>
    </message>
    <message>
        <source>The files cannot be brought into {0} ({1}).</source>
        <translation>无法将文件放入 {0}（{1}）。</translation>
    </message>
    <message>
        <source>The finished picture {0} is not in the staging folder any more.</source>
        <translation>已完成的图片 {0} 已不在暂存文件夹中。</translation>
    </message>
    <message>
        <source>The folder of the project {0} is no longer at {1}.</source>
        <translation>项目 {0} 的文件夹已不在 {1}。</translation>
    </message>
    <message>
        <source>The folder {0} is no writing project.</source>
        <translation>文件夹 {0} 不是写作项目。</translation>
    </message>
    <message>
        <source>The folder {0} is not empty.</source>
        <translation>文件夹 {0} 不是空的。</translation>
    </message>
    <message>
        <source>The frame reaches past the edge of the picture, so the picture is continued there.</source>
        <translation>生成框超出图像边缘，因此在那里继续图像。</translation>
    </message>
    <message>
        <source>The grammar cannot be understood.</source>
        <translation>无法理解该语法。</translation>
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
        <source>The index of this project was damaged.</source>
        <translation>此项目的索引已损坏。</translation>
    </message>
    <message>
        <source>The index of this project was missing.</source>
        <translation>此项目的索引缺失。</translation>
    </message>
    <message>
        <source>The index {0} of this project is damaged.</source>
        <translation>此项目的索引 {0} 已损坏。</translation>
    </message>
    <message>
        <source>The latest changes are not safe: Atelier cannot write into {0} ({1}).</source>
        <translation>最新的更改尚不安全：Atelier 无法写入 {0}（{1}）。</translation>
    </message>
    <message>
        <source>The library {0} cannot be written ({1}).</source>
        <translation>无法写入图库 {0}（{1}）。</translation>
    </message>
    <message>
        <source>The mask is black everywhere, so nothing would be redrawn.</source>
        <translation>蒙版全黑，因此没有可重绘之处。</translation>
    </message>
    <message>
        <source>The mask is {0} × {1} pixels and the start picture {2} × {3}.</source>
        <translation>蒙版为 {0} × {1} 像素，起始图像为 {2} × {3} 像素。</translation>
    </message>
    <message>
        <source>The model cannot fill a gap; it reads what follows first and then continues what comes before.</source>
        <translation>该模型不能填补空缺；它先读后文，再续写前文。</translation>
    </message>
    <message>
        <source>The model file “{0}” cannot be read: {1}.</source>
        <translation>模型文件“{0}”无法读取：{1}。</translation>
    </message>
    <message>
        <source>The model file “{0}” claims {1} parts.</source>
        <translation>模型文件“{0}”声称有 {1} 个部分。</translation>
    </message>
    <message>
        <source>The model file “{0}” is damaged: {1}.</source>
        <translation>模型文件“{0}”已损坏：{1}。</translation>
    </message>
    <message>
        <source>The model file “{0}” is not there any more.</source>
        <translation>模型文件“{0}”已不存在。</translation>
    </message>
    <message>
        <source>The model folder “{0}” is not there any more.</source>
        <translation>模型文件夹“{0}”已不存在。</translation>
    </message>
    <message>
        <source>The model has no chat template, so it reads the messages as one text with headings.</source>
        <translation>该模型没有对话模板，因此它把消息当作带标题的一整段文本来读。</translation>
    </message>
    <message>
        <source>The model was made for {0} tokens, so it does not hold {1}.</source>
        <translation>该模型为 {0} 个词元制作，因此容不下 {1} 个。</translation>
    </message>
    <message>
        <source>The model would have to read {0} characters; {1} is the most.</source>
        <translation>模型需读取 {0} 个字符；最多 {1} 个。</translation>
    </message>
    <message>
        <source>The model “{0}” cannot be run: {1}.</source>
        <translation>模型“{0}”无法运行：{1}。</translation>
    </message>
    <message>
        <source>The model “{0}” cannot see pictures.</source>
        <translation>模型“{0}”看不了图片。</translation>
    </message>
    <message>
        <source>The model “{0}” has {1} parts, and “{2}” is missing.</source>
        <translation>模型“{0}”有 {1} 个部分，缺少“{2}”。</translation>
    </message>
    <message>
        <source>The model “{0}” is damaged: it holds no safetensors weights.</source>
        <translation>模型“{0}”已损坏：不含 safetensors 权重。</translation>
    </message>
    <message>
        <source>The model “{0}” is damaged: it holds no vocabulary.</source>
        <translation>模型“{0}”已损坏：不含词表。</translation>
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
        <source>The model&apos;s chat template cannot hold these messages.</source>
        <translation>模型的对话模板无法容纳这些消息。</translation>
    </message>
    <message>
        <source>The name of a rule is expected here.</source>
        <translation>此处应有规则的名称。</translation>
    </message>
    <message>
        <source>The names of its tensors take more room than safetensors has for them.</source>
        <translation>张量名称所需的空间超过 safetensors 的限制。</translation>
    </message>
    <message>
        <source>The notes on models cannot be written to {0} ({1}).</source>
        <translation>无法将模型笔记写入 {0}（{1}）。</translation>
    </message>
    <message>
        <source>The oldest messages do not fit.</source>
        <translation>最早的消息放不下。</translation>
    </message>
    <message>
        <source>The other versions are not touched by it.</source>
        <translation>其他版本不受影响。</translation>
    </message>
    <message>
        <source>The outline was made again from the files; put chapters and scenes in their order.</source>
        <translation>已根据文件重建大纲；请调整章节和场景的顺序。</translation>
    </message>
    <message>
        <source>The outline was restored from its copy.</source>
        <translation>已从副本恢复大纲。</translation>
    </message>
    <message>
        <source>The passage has about {0} tokens; this model has room for {1}.</source>
        <translation>该段约有 {0} 个词元；此模型可容纳 {1} 个。</translation>
    </message>
    <message>
        <source>The pattern is no expression, or looks ahead or back.</source>
        <translation>该模式（pattern）不是有效的表达式，或含有前瞻或后顾。</translation>
    </message>
    <message>
        <source>The persona {0} cannot be read: {1}.</source>
        <translation>无法读取角色 {0}：{1}。</translation>
    </message>
    <message>
        <source>The picture “{0}” cannot be read.</source>
        <translation>图片“{0}”无法读取。</translation>
    </message>
    <message>
        <source>The picture “{0}” is not there any more, or is too large to look at.</source>
        <translation>图片“{0}”已不存在，或太大而无法查看。</translation>
    </message>
    <message>
        <source>The preset cannot be kept in {0} ({1}).</source>
        <translation>预设无法保存在 {0} 中（{1}）。</translation>
    </message>
    <message>
        <source>The preset “{0}” is left out: {1}.</source>
        <translation>已略去预设“{0}”：{1}。</translation>
    </message>
    <message>
        <source>The project {0} cannot be written ({1}), so it is open for reading only.</source>
        <translation>项目 {0} 无法写入（{1}），因此以只读方式打开。</translation>
    </message>
    <message>
        <source>The project {0} is already open in {1}.</source>
        <translation>项目 {0} 已在{1}中打开。</translation>
    </message>
    <message>
        <source>The project {0} is open for reading only.</source>
        <translation>项目 {0} 以只读方式打开。</translation>
    </message>
    <message>
        <source>The role of a message must be one of {0}.</source>
        <translation>消息的角色必须是 {0} 之一。</translation>
    </message>
    <message>
        <source>The rule “{0}” begins with itself.</source>
        <translation>规则“{0}”以自身开头。</translation>
    </message>
    <message>
        <source>The rule “{0}” is used and not written anywhere.</source>
        <translation>规则“{0}”被使用，但没有定义。</translation>
    </message>
    <message>
        <source>The sample could not be made ({0}).</source>
        <translation>无法创建示例（{0}）。</translation>
    </message>
    <message>
        <source>The sampling step “{0}” stands twice in the order.</source>
        <translation>采样步骤“{0}”在顺序中出现了两次。</translation>
    </message>
    <message>
        <source>The second number in the braces is the smaller one.</source>
        <translation>花括号中的第二个数字更小。</translation>
    </message>
    <message>
        <source>The sizes in its table of contents are damaged.</source>
        <translation>其目录中的大小已损坏。</translation>
    </message>
    <message>
        <source>The surprise wanted.</source>
        <translation>期望的惊奇度。</translation>
    </message>
    <message>
        <source>The table of contents lies about {0}.</source>
        <translation>目录谎报了 {0}。</translation>
    </message>
    <message>
        <source>The text could not be saved ({0}).</source>
        <translation>文本无法保存（{0}）。</translation>
    </message>
    <message>
        <source>The text engine ended unexpectedly {0} times within five minutes, so writing is paused.</source>
        <translation>文本引擎在五分钟内意外结束 {0} 次，写作已暂停。</translation>
    </message>
    <message>
        <source>The text is {0} tokens long and the model holds {1} here.</source>
        <translation>文本长 {0} 个词元，而模型在此可容纳 {1} 个。</translation>
    </message>
    <message>
        <source>The text is {0} tokens long, and the model holds {1} here, the answer included.</source>
        <translation>文本长 {0} 个词元，而模型在此连同回答可容纳 {1} 个。</translation>
    </message>
    <message>
        <source>The weight of a LoRA is {0}; choose between {1} and {2}.</source>
        <translation>LoRA 的权重为 {0}；请在 {1} 与 {2} 之间选择。</translation>
    </message>
    <message>
        <source>The work failed ({0}).</source>
        <translation>操作失败（{0}）。</translation>
    </message>
    <message>
        <source>The writing tool “{0}” is left out: {1}.</source>
        <translation>已略去写作工具“{0}”：{1}。</translation>
    </message>
    <message>
        <source>There are more than {0} files to import.</source>
        <translation>要导入的文件超过 {0} 个。</translation>
    </message>
    <message>
        <source>There are more than {0} places like this.</source>
        <translation>这样的位置超过 {0} 处。</translation>
    </message>
    <message>
        <source>There is a file “{0}” already.</source>
        <translation>已有文件“{0}”。</translation>
    </message>
    <message>
        <source>There is no chat “{0}”.</source>
        <translation>没有对话“{0}”。</translation>
    </message>
    <message>
        <source>There is no folder “{0}”.</source>
        <translation>没有文件夹“{0}”。</translation>
    </message>
    <message>
        <source>There is no form “{0}”; choose one of {1}.</source>
        <translation>没有“{0}”这种形式；请选择 {1} 之一。</translation>
    </message>
    <message>
        <source>There is no language model.</source>
        <translation>没有语言模型。</translation>
    </message>
    <message>
        <source>There is no prompt yet.</source>
        <translation>还没有提示词。</translation>
    </message>
    <message>
        <source>There is no room left for earlier text.</source>
        <translation>前文已没有空间。</translation>
    </message>
    <message>
        <source>There is no room left in the share of lore.</source>
        <translation>设定的份额已满。</translation>
    </message>
    <message>
        <source>There is no room left in the share of summaries.</source>
        <translation>摘要的份额已满。</translation>
    </message>
    <message>
        <source>There is no rule “root”, with which every answer begins.</source>
        <translation>缺少规则“root”，每个回答都由它开始。</translation>
    </message>
    <message>
        <source>There is no sampling step “{0}”; choose among {1}.</source>
        <translation>没有采样步骤“{0}”；请在 {1} 中选择。</translation>
    </message>
    <message>
        <source>There is no type “{0}”; choose among {1}.</source>
        <translation>没有类型“{0}”；请在 {1} 中选择。</translation>
    </message>
    <message>
        <source>There is not enough room in {0}: {1} GB are needed, {2} GB are free.</source>
        <translation>{0} 空间不足：需要 {1} GB，可用 {2} GB。</translation>
    </message>
    <message>
        <source>There is nothing to answer.</source>
        <translation>没有可回答的内容。</translation>
    </message>
    <message>
        <source>There is nothing to back up in {0}.</source>
        <translation>{0} 中没有可备份的内容。</translation>
    </message>
    <message>
        <source>There is nothing to export.</source>
        <translation>没有可导出的内容。</translation>
    </message>
    <message>
        <source>There is nothing to find.</source>
        <translation>没有要查找的内容。</translation>
    </message>
    <message>
        <source>There is too little room in {0} for a copy of “{1}”.</source>
        <translation>{0} 中的空间不足以容纳“{1}”的副本。</translation>
    </message>
    <message>
        <source>These texts have more than {0} characters together.</source>
        <translation>这些文本合计超过 {0} 个字符。</translation>
    </message>
    <message>
        <source>This engine draws; it neither counts words nor compares them.</source>
        <translation>此引擎只绘图，不计数也不比较词语。</translation>
    </message>
    <message>
        <source>This file could not be written or read.</source>
        <translation>此文件无法写入或读取。</translation>
    </message>
    <message>
        <source>This file is UTF-16 text; it stays that.</source>
        <translation>此文件是 UTF-16 文本；将保持不变。</translation>
    </message>
    <message>
        <source>This file is in an older Western encoding (Windows-1252); it stays that where it can.</source>
        <translation>此文件使用较旧的西文编码（Windows-1252）；在可能的情况下保持不变。</translation>
    </message>
    <message>
        <source>This file is no picture for a persona.</source>
        <translation>此文件不能用作角色的图片。</translation>
    </message>
    <message>
        <source>This model only continues text; it may or may not do what the tool asks.</source>
        <translation>此模型只会续写；它不一定会照工具的要求做。</translation>
    </message>
    <message>
        <source>This project is open for reading only, and its chats with it.</source>
        <translation>此项目以只读方式打开，其对话也是如此。</translation>
    </message>
    <message>
        <source>This project was written by a newer Atelier (schema {0}, this one reads {1}).</source>
        <translation>此项目由较新的 Atelier 写成（格式 {0}，当前版本可读 {1}）。</translation>
    </message>
    <message>
        <source>This regular expression cannot be read: {0}.</source>
        <translation>无法解析此正则表达式：{0}。</translation>
    </message>
    <message>
        <source>This regular expression takes longer than {0} seconds.</source>
        <translation>此正则表达式耗时超过 {0} 秒。</translation>
    </message>
    <message>
        <source>This text changed since it was searched; search again.</source>
        <translation>此文本在查找后已有改动；请重新查找。</translation>
    </message>
    <message>
        <source>This text has no versions.</source>
        <translation>此文字没有版本。</translation>
    </message>
    <message>
        <source>This text is not in the project any more.</source>
        <translation>此文字已不在项目中。</translation>
    </message>
    <message>
        <source>This text was changed after the replacement; it stays as it is.</source>
        <translation>此文本在替换后已被修改；保持现状。</translation>
    </message>
    <message>
        <source>This text was changed by another program since it was opened here.</source>
        <translation>此文字在这里打开之后被另一个程序修改了。</translation>
    </message>
    <message>
        <source>This version is damaged and cannot be read.</source>
        <translation>此版本已损坏，无法读取。</translation>
    </message>
    <message>
        <source>This version is not there any more.</source>
        <translation>此版本已不存在。</translation>
    </message>
    <message>
        <source>Tokens that may repeat freely.</source>
        <translation>可自由重复的词元数。</translation>
    </message>
    <message>
        <source>Tokens that the penalties look back.</source>
        <translation>惩罚回看的词元数。</translation>
    </message>
    <message>
        <source>Too many brackets stand within each other.</source>
        <translation>括号嵌套过多。</translation>
    </message>
    <message>
        <source>Too much stands within each other.</source>
        <translation>嵌套过多。</translation>
    </message>
    <message>
        <source>Turn off “regular expression” to find these very characters.</source>
        <translation>关闭“正则表达式”即可按原样查找这些字符。</translation>
    </message>
    <message>
        <source>Two weights in it have one name.</source>
        <translation>其中有两个权重同名。</translation>
    </message>
    <message>
        <source>Type some words first.</source>
        <translation>请先输入一些文字。</translation>
    </message>
    <message>
        <source>Update Atelier to open it. Its texts are plain Markdown files in the folder.</source>
        <translation>请更新 Atelier 后再打开。其文字是文件夹中的普通 Markdown 文件。</translation>
    </message>
    <message>
        <source>Use a GGUF file of this model.</source>
        <translation>请使用该模型的 GGUF 文件。</translation>
    </message>
    <message>
        <source>Was it moved or renamed, or its disk removed? Put it back, or open it at its new place. What you wrote stays in the window until then.</source>
        <translation>它是否被移动或重命名，或磁盘已移除？请放回原处，或在新位置打开。在此之前，您写的内容会留在窗口中。</translation>
    </message>
    <message>
        <source>Was it moved or renamed? Choose it at its new place.</source>
        <translation>它是否被移动或重命名？请在新位置选择它。</translation>
    </message>
    <message>
        <source>What counts as obvious.</source>
        <translation>多明显才算显而易见。</translation>
    </message>
    <message>
        <source>What is repeated already needs brackets before “{0}”.</source>
        <translation>已重复的内容在“{0}”之前需要加括号。</translation>
    </message>
    <message>
        <source>What is written now cannot be kept in {0} ({1}).</source>
        <translation>现在写的文字无法保存到 {0}（{1}）。</translation>
    </message>
    <message>
        <source>What was written stays a draft; press Again for more.</source>
        <translation>已写的仍是草稿；按“重写”再试。</translation>
    </message>
    <message>
        <source>Words about as surprising as expected; 1 is off.</source>
        <translation>惊奇度与预期相近的词；1 为关闭。</translation>
    </message>
    <message>
        <source>Write a few words first.</source>
        <translation>请先写几个词。</translation>
    </message>
    <message>
        <source>Write something first, or choose items that have text and are marked for export.</source>
        <translation>请先写点内容，或选择有正文并标记为导出的条目。</translation>
    </message>
    <message>
        <source>Write something first.</source>
        <translation>请先写点内容。</translation>
    </message>
    <message>
        <source>Write {0} such prompts that differ in what they show, one a line.</source>
        <translation>写出 {0} 条画面不同的提示词，每行一条。</translation>
    </message>
    <message>
        <source>XTC probability</source>
        <translation>XTC 概率</translation>
    </message>
    <message>
        <source>XTC threshold</source>
        <translation>XTC 阈值</translation>
    </message>
    <message>
        <source>You are a skilled writer who helps another writer with a text of theirs. You keep to their language, voice, tense and point of view. You answer with text only: no greeting, no remarks, no headings.</source>
        <translation>你是一位娴熟的作者，协助另一位作者写作。你遵循其语言、语气、时态和视角。你只回答正文：没有问候、说明或标题。</translation>
    </message>
    <message>
        <source>You help a writer with a manuscript. Answer plainly and shortly. Do not flatter.</source>
        <translation>你协助作者写作书稿。回答要直白简短，不要奉承。</translation>
    </message>
    <message>
        <source>a forced beginning</source>
        <translation>指定的开头</translation>
    </message>
    <message>
        <source>a tensor ends before it begins</source>
        <translation>有张量的结束位置在开始位置之前</translation>
    </message>
    <message>
        <source>a window on the computer {0}</source>
        <translation>计算机 {0} 上的窗口</translation>
    </message>
    <message>
        <source>another window</source>
        <translation>另一个窗口</translation>
    </message>
    <message>
        <source>avoid phrases</source>
        <translation>避开短语</translation>
    </message>
    <message>
        <source>banned phrases</source>
        <translation>禁用短语</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>continue</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>count</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>follow a grammar</source>
        <translation>遵循语法</translation>
    </message>
    <message>
        <source>frequency penalty</source>
        <translation>频率惩罚</translation>
    </message>
    <message>
        <source>grammar</source>
        <translation>语法</translation>
    </message>
    <message>
        <source>it cannot be read ({0})</source>
        <translation>无法读取（{0}）</translation>
    </message>
    <message>
        <source>it gives no name</source>
        <translation>没有名字</translation>
    </message>
    <message>
        <source>it has {0} parts, and “{1}” is missing.</source>
        <translation>它分为 {0} 个部分，缺少“{1}”。</translation>
    </message>
    <message>
        <source>it holds no autoencoder</source>
        <translation>其中没有自编码器</translation>
    </message>
    <message>
        <source>it holds no text encoder</source>
        <translation>其中没有文本编码器</translation>
    </message>
    <message>
        <source>it holds no weights</source>
        <translation>其中没有权重</translation>
    </message>
    <message>
        <source>it is an old or encrypted Word file; save it as .docx without a password first</source>
        <translation>这是旧版或加密的 Word 文件；请先另存为不带密码的 .docx</translation>
    </message>
    <message>
        <source>it is encrypted; save it without a password first</source>
        <translation>它已加密；请先保存为不带密码的文件</translation>
    </message>
    <message>
        <source>it is far too large</source>
        <translation>它过于庞大</translation>
    </message>
    <message>
        <source>it is larger than {0} MB</source>
        <translation>它大于 {0} MB</translation>
    </message>
    <message>
        <source>it is no file</source>
        <translation>它不是文件</translation>
    </message>
    <message>
        <source>it is no ordinary file.</source>
        <translation>它不是普通文件。</translation>
    </message>
    <message>
        <source>it is not a Word document</source>
        <translation>它不是 Word 文档</translation>
    </message>
    <message>
        <source>it is not an OpenDocument text, or it is encrypted</source>
        <translation>它不是 OpenDocument 文本，或已加密</translation>
    </message>
    <message>
        <source>it is not built like one</source>
        <translation>结构不符</translation>
    </message>
    <message>
        <source>it is not {0}, or it is damaged</source>
        <translation>它不是{0}，或已损坏</translation>
    </message>
    <message>
        <source>it needs a chat or a plain template</source>
        <translation>需要对话或纯文本模板</translation>
    </message>
    <message>
        <source>it would unpack to an absurd size</source>
        <translation>解压后大得离谱</translation>
    </message>
    <message>
        <source>its index points out of the folder.</source>
        <translation>其索引指向文件夹之外。</translation>
    </message>
    <message>
        <source>its part {0} brings definitions of its own, which no such file needs</source>
        <translation>其中的 {0} 自带定义，这类文件不需要</translation>
    </message>
    <message>
        <source>its part {0} is absurdly large</source>
        <translation>其中的 {0} 大得离谱</translation>
    </message>
    <message>
        <source>its part {0} is damaged</source>
        <translation>其中的 {0} 已损坏</translation>
    </message>
    <message>
        <source>its part {0} is empty</source>
        <translation>其中的 {0} 是空的</translation>
    </message>
    <message>
        <source>its part {0} is missing</source>
        <translation>缺少其中的 {0}</translation>
    </message>
    <message>
        <source>its text is damaged</source>
        <translation>其文字已损坏</translation>
    </message>
    <message>
        <source>its text is no JSON</source>
        <translation>其文字不是 JSON</translation>
    </message>
    <message>
        <source>its weights have a layout that Atelier does not know</source>
        <translation>其权重的布局 Atelier 不认识</translation>
    </message>
    <message>
        <source>label is empty</source>
        <translation>标签为空</translation>
    </message>
    <message>
        <source>length must lie between 0 and 20</source>
        <translation>length 必须在 0 到 20 之间</translation>
    </message>
    <message>
        <source>look at pictures</source>
        <translation>查看图片</translation>
    </message>
    <message>
        <source>look back of the penalties</source>
        <translation>惩罚回看范围</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>no outline inside</source>
        <translation>其中没有大纲</translation>
    </message>
    <message>
        <source>number of alternatives</source>
        <translation>备选数量</translation>
    </message>
    <message>
        <source>number of other tokens</source>
        <translation>其他词元数量</translation>
    </message>
    <message>
        <source>number of tokens</source>
        <translation>词元数量</translation>
    </message>
    <message>
        <source>presence penalty</source>
        <translation>存在惩罚</translation>
    </message>
    <message>
        <source>repetition penalty</source>
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>temperature must lie between 0 and 5</source>
        <translation>temperature 必须在 0 到 5 之间</translation>
    </message>
    <message>
        <source>text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>the file is cut off</source>
        <translation>文件不完整</translation>
    </message>
    <message>
        <source>the kind of {0} must be choice or text</source>
        <translation>{0} 的类型必须是 choice 或 text</translation>
    </message>
    <message>
        <source>the picture holds no character</source>
        <translation>图片中没有角色</translation>
    </message>
    <message>
        <source>the shapes of its weights are unreadable</source>
        <translation>其权重的形状无法读取</translation>
    </message>
    <message>
        <source>there are holes between the tensors</source>
        <translation>张量之间有空洞</translation>
    </message>
    <message>
        <source>there is no sampler {0}</source>
        <translation>没有采样器 {0}</translation>
    </message>
    <message>
        <source>there is no text in it</source>
        <translation>其中没有文本</translation>
    </message>
    <message>
        <source>this window</source>
        <translation>此窗口</translation>
    </message>
    <message>
        <source>two slots have the same name</source>
        <translation>两个占位符同名</translation>
    </message>
    <message>
        <source>use LoRAs</source>
        <translation>使用 LoRA</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>written by a newer version of Atelier</source>
        <translation>由更新版本的 Atelier 写入</translation>
    </message>
    <message>
        <source>{0} GiB free</source>
        <translation>{0} GiB 可用</translation>
    </message>
    <message>
        <source>{0} and {1} cannot be used together.</source>
        <translation>{0}与{1}不能同时使用。</translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}).</source>
        <translation>无法写入 {0}（{1}）。</translation>
    </message>
    <message>
        <source>{0} cannot be written to {1} ({2}).</source>
        <translation>无法把 {0} 写入 {1}（{2}）。</translation>
    </message>
    <message>
        <source>{0} claims {1} parts.</source>
        <translation>{0} 声称有 {1} 个部分。</translation>
    </message>
    <message>
        <source>{0} contradicts itself: the type or shape of “{1}” does not fit.</source>
        <translation>{0} 自相矛盾：“{1}”的类型或形状不符。</translation>
    </message>
    <message>
        <source>{0} exists already.</source>
        <translation>{0} 已存在。</translation>
    </message>
    <message>
        <source>{0} has no choice “{1}”</source>
        <translation>{0} 没有选项“{1}”</translation>
    </message>
    <message>
        <source>{0} in it is encrypted.</source>
        <translation>其中的 {0} 已加密。</translation>
    </message>
    <message>
        <source>{0} in it is packed in a way that Atelier does not read.</source>
        <translation>其中的 {0} 采用 Atelier 无法读取的压缩方式。</translation>
    </message>
    <message>
        <source>{0} in it overlaps another file.</source>
        <translation>其中的 {0} 与另一个文件重叠。</translation>
    </message>
    <message>
        <source>{0} is a GGUF file with another ending.</source>
        <translation>{0} 是换了扩展名的 GGUF 文件。</translation>
    </message>
    <message>
        <source>{0} is a pickle with another ending, not a safetensors file.</source>
        <translation>{0} 是换了扩展名的 pickle 文件，而不是 safetensors 文件。</translation>
    </message>
    <message>
        <source>{0} is a project already.</source>
        <translation>{0} 已经是一个项目。</translation>
    </message>
    <message>
        <source>{0} is neither a pickle nor a safetensors file.</source>
        <translation>{0} 既不是 pickle，也不是 safetensors 文件。</translation>
    </message>
    <message>
        <source>{0} is neither a text nor a picture.</source>
        <translation>{0} 既不是文本也不是图片。</translation>
    </message>
    <message>
        <source>{0} is no character card that can be read: {1}.</source>
        <translation>{0} 不是可读的角色卡：{1}。</translation>
    </message>
    <message>
        <source>{0} is no ordinary file.</source>
        <translation>{0} 不是普通文件。</translation>
    </message>
    <message>
        <source>{0} is no picture.</source>
        <translation>{0} 不是图片。</translation>
    </message>
    <message>
        <source>{0} is not where the table of contents says.</source>
        <translation>{0} 不在目录所说的位置。</translation>
    </message>
    <message>
        <source>{0} is something else than the table of contents says.</source>
        <translation>{0} 与目录所说的不符。</translation>
    </message>
    <message>
        <source>{0} is “{1}”; choose one of {2}</source>
        <translation>{0} 为“{1}”；请选择 {2} 之一</translation>
    </message>
    <message>
        <source>{0} lines of the chat {1} cannot be read; the rest is here.</source>
        <translation>对话 {1} 中有 {0} 行无法读取；其余都在。</translation>
    </message>
    <message>
        <source>{0} names the tensor “{1}” twice.</source>
        <translation>{0} 中张量“{1}”出现了两次。</translation>
    </message>
    <message>
        <source>{0} of {1} layers fit on it ({2}); the processor computes the others.</source>
        <translation>{1} 层中有 {0} 层可放入（{2}）；其余由处理器计算。</translation>
    </message>
    <message>
        <source>{0} places in this file are no text (shown as {1}); the file as it was is kept.</source>
        <translation>此文件中有 {0} 处不是文本（显示为 {1}）；原文件已保留。</translation>
    </message>
    <message>
        <source>{0} tokens are set.</source>
        <translation>已设为 {0} 个词元。</translation>
    </message>
    <message>
        <source>{0} tokens would need {1} GiB beside the weights, and {2} GiB are free; {3} are held.</source>
        <translation>{0} 个词元除权重外还需 {1} GiB，而可用 {2} GiB；因此容纳 {3} 个。</translation>
    </message>
    <message>
        <source>“::=” is expected after “{0}”.</source>
        <translation>“{0}”之后应有“::=”。</translation>
    </message>
    <message>
        <source>“\{0}” is no escape that grammars know.</source>
        <translation>“\{0}”不是语法认识的转义。</translation>
    </message>
    <message>
        <source>“\{0}” needs {1} hexadecimal digits.</source>
        <translation>“\{0}”需要 {1} 位十六进制数字。</translation>
    </message>
    <message>
        <source>“enum” is a list of at least one value.</source>
        <translation>“enum”应是至少含一个值的列表。</translation>
    </message>
    <message>
        <source>“{0}” cannot be converted.</source>
        <translation>无法转换“{0}”。</translation>
    </message>
    <message>
        <source>“{0}” cannot be converted. It is like no file that Atelier knows.</source>
        <translation>无法转换“{0}”。它与 Atelier 所知的文件都不同。</translation>
    </message>
    <message>
        <source>“{0}” cannot be converted. It takes more memory than a model needs for that.</source>
        <translation>无法转换“{0}”。转换它所需的内存超过模型应需的量。</translation>
    </message>
    <message>
        <source>“{0}” cannot be imported: {1}.</source>
        <translation>“{0}”无法导入：{1}。</translation>
    </message>
    <message>
        <source>“{0}” cannot be loaded.</source>
        <translation>“{0}”无法加载。</translation>
    </message>
    <message>
        <source>“{0}” cannot be read ({1}).</source>
        <translation>无法读取“{0}”（{1}）。</translation>
    </message>
    <message>
        <source>“{0}” cannot be read: {1}.</source>
        <translation>“{0}”无法读取：{1}。</translation>
    </message>
    <message>
        <source>“{0}” cannot be written ({1}).</source>
        <translation>“{0}”无法写入（{1}）。</translation>
    </message>
    <message>
        <source>“{0}” cannot see: no projector file (mmproj) lies beside it.</source>
        <translation>“{0}”无法看图：旁边没有投影文件（mmproj）。</translation>
    </message>
    <message>
        <source>“{0}” cannot stand here.</source>
        <translation>“{0}”不能出现在这里。</translation>
    </message>
    <message>
        <source>“{0}” carries a running state, which cannot be taken back to an earlier word.</source>
        <translation>“{0}”带有连续状态，无法退回到较早的词。</translation>
    </message>
    <message>
        <source>“{0}” could not be converted ({1}).</source>
        <translation>“{0}”未能转换（{1}）。</translation>
    </message>
    <message>
        <source>“{0}” could not be saved: the disk is full.</source>
        <translation>无法保存“{0}”：磁盘已满。</translation>
    </message>
    <message>
        <source>“{0}” does not fit: about {1} GiB are needed, and more for its context, and {2} GiB are free.</source>
        <translation>“{0}”放不下：约需 {1} GiB，上下文还需更多，而可用 {2} GiB。</translation>
    </message>
    <message>
        <source>“{0}” does not fit: about {1} GiB are needed, and this machine has {2} GiB.</source>
        <translation>“{0}”放不下：约需 {1} GiB，而本机有 {2} GiB。</translation>
    </message>
    <message>
        <source>“{0}” has a layout that this Atelier cannot run yet.</source>
        <translation>“{0}”的布局是当前 Atelier 还不能运行的。</translation>
    </message>
    <message>
        <source>“{0}” has no readable config.json, so it is not a language model.</source>
        <translation>“{0}”没有可读的 config.json，因此不是语言模型。</translation>
    </message>
    <message>
        <source>“{0}” holds its weights as pickles, which can run code; Atelier reads safetensors.</source>
        <translation>“{0}”的权重为 pickle 格式，可能执行代码；Atelier 只读取 safetensors。</translation>
    </message>
    <message>
        <source>“{0}” holds its weights as pickles, which can run programs, so it is never loaded.</source>
        <translation>“{0}”的权重是 pickle 文件，可能运行程序，因此从不载入。</translation>
    </message>
    <message>
        <source>“{0}” holds something that this Atelier does not use: {1}.</source>
        <translation>“{0}”的内容是当前 Atelier 不使用的：{1}。</translation>
    </message>
    <message>
        <source>“{0}” is a ControlNet for {1}, a family this Atelier cannot run yet.</source>
        <translation>“{0}”是用于 {1} 的 ControlNet，当前 Atelier 还不能运行该系列。</translation>
    </message>
    <message>
        <source>“{0}” is a LoRA for {1}, a family this Atelier cannot run yet.</source>
        <translation>“{0}”是用于 {1} 的 LoRA，当前 Atelier 还不能运行该系列。</translation>
    </message>
    <message>
        <source>“{0}” is a T2I-Adapter for {1}, which this Atelier cannot use yet.</source>
        <translation>“{0}”是用于 {1} 的 T2I-Adapter，当前 Atelier 还不能使用。</translation>
    </message>
    <message>
        <source>“{0}” is a folder with the ending of a file, and no model lies in it.</source>
        <translation>“{0}”是带有文件扩展名的文件夹，其中没有模型。</translation>
    </message>
    <message>
        <source>“{0}” is a list in square brackets.</source>
        <translation>“{0}”应是方括号中的列表。</translation>
    </message>
    <message>
        <source>“{0}” is a pickle, which can run programs when opened, so it is never loaded as it is.</source>
        <translation>“{0}”是 pickle 文件，打开时可能运行程序，因此从不直接载入。</translation>
    </message>
    <message>
        <source>“{0}” is a picture model, not a language model.</source>
        <translation>“{0}”是图片模型，不是语言模型。</translation>
    </message>
    <message>
        <source>“{0}” is a safetensors file already, so there is nothing to convert.</source>
        <translation>“{0}”已经是 safetensors 文件，无需转换。</translation>
    </message>
    <message>
        <source>“{0}” is a textual inversion for {1}, which this Atelier cannot use yet.</source>
        <translation>“{0}”是用于 {1} 的文本反演嵌入，当前 Atelier 还不能使用。</translation>
    </message>
    <message>
        <source>“{0}” is a {1}, which cannot write.</source>
        <translation>“{0}”是 {1}，不能写作。</translation>
    </message>
    <message>
        <source>“{0}” is an IP-Adapter for {1}, which this Atelier cannot use yet.</source>
        <translation>“{0}”是用于 {1} 的 IP-Adapter，当前 Atelier 还不能使用。</translation>
    </message>
    <message>
        <source>“{0}” is an adapter of the kind {1}, which this Atelier cannot run yet.</source>
        <translation>“{0}”是 {1} 类型的适配器，当前 Atelier 还不能运行。</translation>
    </message>
    <message>
        <source>“{0}” is an autoencoder (VAE) of {1}; this Atelier cannot exchange them yet.</source>
        <translation>“{0}”是 {1} 的自编码器（VAE），当前 Atelier 还不能更换它。</translation>
    </message>
    <message>
        <source>“{0}” is an object in braces.</source>
        <translation>“{0}”应是花括号中的对象。</translation>
    </message>
    <message>
        <source>“{0}” is an upscaler ({1}), which this Atelier cannot use yet.</source>
        <translation>“{0}”是放大模型（{1}），当前 Atelier 还不能使用。</translation>
    </message>
    <message>
        <source>“{0}” is called a safetensors file but is a pickle, which can run programs.</source>
        <translation>“{0}”名为 safetensors 文件，实为可以运行程序的 pickle。</translation>
    </message>
    <message>
        <source>“{0}” is dangerous.</source>
        <translation>“{0}”是危险文件。</translation>
    </message>
    <message>
        <source>“{0}” is missing.</source>
        <translation>缺少“{0}”。</translation>
    </message>
    <message>
        <source>“{0}” is no model that writes.</source>
        <translation>“{0}”不是能写作的模型。</translation>
    </message>
    <message>
        <source>“{0}” is not a pickle, so there is nothing to convert.</source>
        <translation>“{0}”不是 pickle，无需转换。</translation>
    </message>
    <message>
        <source>“{0}” is not open to language models here, so the processor writes.</source>
        <translation>“{0}”在此不能供语言模型使用，因此由处理器写作。</translation>
    </message>
    <message>
        <source>“{0}” is not there any more, or is a link to something that is not.</source>
        <translation>“{0}”已不存在，或是指向不存在之物的链接。</translation>
    </message>
    <message>
        <source>“{0}” is not there any more.</source>
        <translation>“{0}”已不在那里。</translation>
    </message>
    <message>
        <source>“{0}” is of a family this Atelier cannot run yet.</source>
        <translation>“{0}”所属的模型系列此版 Atelier 尚不能运行。</translation>
    </message>
    <message>
        <source>“{0}” is part {1} of {2}; choose part 1.</source>
        <translation>“{0}”是第 {1} 部分，共 {2} 部分；请选择第 1 部分。</translation>
    </message>
    <message>
        <source>“{0}” is the denoiser of {1} alone; this Atelier cannot join parts of models yet.</source>
        <translation>“{0}”只是 {1} 的去噪器，当前 Atelier 还不能拼合模型的各个部分。</translation>
    </message>
    <message>
        <source>“{0}” is the denoiser of {1} as a GGUF file, which this Atelier cannot run yet.</source>
        <translation>“{0}”是 GGUF 格式的 {1} 去噪器，当前 Atelier 还不能运行。</translation>
    </message>
    <message>
        <source>“{0}” is the text encoder {1}; this Atelier cannot join parts of models yet.</source>
        <translation>“{0}”是文本编码器 {1}，当前 Atelier 还不能拼合模型的各个部分。</translation>
    </message>
    <message>
        <source>“{0}” knows what texts mean and cannot write.</source>
        <translation>“{0}”理解文本含义，但不能写作。</translation>
    </message>
    <message>
        <source>“{0}” leads to nothing in this schema.</source>
        <translation>“{0}”在此模式中没有指向任何内容。</translation>
    </message>
    <message>
        <source>“{0}” needs a model that follows instructions; the chosen one only continues text.</source>
        <translation>“{0}”需要能遵循指令的模型；所选模型只能续写。</translation>
    </message>
    <message>
        <source>“{0}” needs a passage.</source>
        <translation>“{0}”需要一段文字。</translation>
    </message>
    <message>
        <source>“{0}” needs code of its own to run, and Atelier runs none that comes with a model.</source>
        <translation>“{0}”需要自带代码才能运行，而 Atelier 不运行模型附带的代码。</translation>
    </message>
    <message>
        <source>“{0}” needs {1} as a safetensors file, and {2} are free.</source>
        <translation>“{0}”转换为 safetensors 需要 {1}，可用空间为 {2}。</translation>
    </message>
    <message>
        <source>“{0}” was not converted well, so nothing was kept.</source>
        <translation>“{0}”转换有误，因此没有保留任何内容。</translation>
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
        <source>The region “{0}” covers nothing and had no effect.</source>
        <translation>区域“{0}”没有覆盖任何地方，未起作用。</translation>
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
        <source>The share of the prompt in regions is {0}; choose from 0 to 1.</source>
        <translation>提示词在区域中的比重为 {0}；请选择 0 到 1。</translation>
    </message>
    <message>
        <source>it is damaged or no picture that can be read here</source>
        <translation>它已损坏，或不是这里能读取的图片</translation>
    </message>
    <message>
        <source>“{0}” holds no whole model in a layout that Atelier knows.</source>
        <translation>“{0}”不包含 Atelier 所知布局的完整模型。</translation>
    </message>
    <message>
        <source>“{0}” is damaged: {1}</source>
        <translation>“{0}”已损坏：{1}</translation>
    </message>
    <message>
        <source>“{0}” is neither a LoRA nor a ControlNet in a layout that Atelier knows.</source>
        <translation>“{0}”既不是 Atelier 认识的 LoRA，也不是 ControlNet。</translation>
    </message>
    <message>
        <source>The stored settings cannot be read.</source>
        <translation>无法读取已保存的设置。</translation>
    </message>
    <message>
        <source>A closing brace is missing.</source>
        <translation>缺少右花括号。</translation>
    </message>
    <message>
        <source>A closing “)” is missing.</source>
        <translation>缺少右括号“)”。</translation>
    </message>
    <message>
        <source>A colon is missing.</source>
        <translation>缺少冒号。</translation>
    </message>
    <message>
        <source>A comma is missing.</source>
        <translation>缺少逗号。</translation>
    </message>
    <message>
        <source>A comma or a closing brace is expected in the braces.</source>
        <translation>花括号中应有逗号或右花括号。</translation>
    </message>
    <message>
        <source>A name in quotation marks is expected.</source>
        <translation>此处应有带引号的名称。</translation>
    </message>
    <message>
        <source>A number is expected in the braces.</source>
        <translation>花括号中应有数字。</translation>
    </message>
    <message>
        <source>A part of it is larger than any that weights need.</source>
        <translation>其中一部分比任何权重所需的都大。</translation>
    </message>
    <message>
        <source>A part of its weights is missing.</source>
        <translation>缺少一部分权重。</translation>
    </message>
    <message>
        <source>A part of its weights is shorter than the pickle says.</source>
        <translation>有一部分权重比 pickle 所说的短。</translation>
    </message>
    <message>
        <source>A picture was not found or is damaged, and is left out: “{0}”.</source>
        <translation>有一张图片未找到或已损坏，已略去：“{0}”。</translation>
    </message>
    <message>
        <source>A quotation mark is not closed.</source>
        <translation>引号没有闭合。</translation>
    </message>
    <message>
        <source>A schema is an object in braces.</source>
        <translation>模式应是花括号中的对象。</translation>
    </message>
    <message>
        <source>A square bracket is not closed.</source>
        <translation>方括号没有闭合。</translation>
    </message>
    <message>
        <source>Another program changed {0} since it was opened here.</source>
        <translation>{0} 在此处打开后被其他程序更改过。</translation>
    </message>
    <message>
        <source>Choose another model, or a complete copy of this one.</source>
        <translation>请选择其他模型，或此模型的完整副本。</translation>
    </message>
    <message>
        <source>Convert it to safetensors, or look for a copy in that format.</source>
        <translation>请转换为 safetensors，或寻找该格式的副本。</translation>
    </message>
    <message>
        <source>Convert the .bin file in each of its folders with “studio convert”, or get the model with safetensors weights.</source>
        <translation>请用 “studio convert” 转换其各文件夹中的 .bin 文件，或获取 safetensors 权重的模型。</translation>
    </message>
    <message>
        <source>Look whether the project was moved or its disk removed.</source>
        <translation>请查看项目是否被移动，或其磁盘是否被移除。</translation>
    </message>
    <message>
        <source>The most that one whole stroke covers, however often it crosses. Keys: I less, O more.</source>
        <translation>一笔的最大覆盖程度，无论交叉多少次。按键：I 减小，O 增大。</translation>
    </message>
    <message>
        <source>The softness of the mask is {0}; choose from 0 to 1.</source>
        <translation>蒙版的柔和度为 {0}；请选择 0 到 1。</translation>
    </message>
    <message>
        <source>The strength is too low for so few steps; one step was taken.</source>
        <translation>强度过低而步数又太少；已改为运行一步。</translation>
    </message>
    <message>
        <source>The strength is under 100 %, so what is in the frame is drawn over.</source>
        <translation>强度低于 100 %，因此重绘生成框内的内容。</translation>
    </message>
    <message>
        <source>The strength is {0}; choose above 0 and up to 1.</source>
        <translation>强度为 {0}；请选择大于 0 且不超过 1 的值。</translation>
    </message>
    <message>
        <source>The tiles are {0} pixels; choose a multiple of {1}.</source>
        <translation>图块为 {0} 像素；请选择 {1} 的倍数。</translation>
    </message>
    <message>
        <source>The unfinished picture</source>
        <translation>未完成的图片</translation>
    </message>
    <message>
        <source>The unsaved changes of this document cannot be read any more.</source>
        <translation>此文档未保存的更改已无法读取。</translation>
    </message>
    <message>
        <source>The vocabulary that models in one file need is not installed.</source>
        <translation>单文件模型所需的词表未安装。</translation>
    </message>
    <message>
        <source>The whole picture is transparent, so nothing would be left of it.</source>
        <translation>整幅图像都是透明的，因此不会留下任何内容。</translation>
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
        <source>The {0} “{1}” cannot be opened.</source>
        <translation>{0}“{1}”无法打开。</translation>
    </message>
    <message>
        <source>The {0} “{1}” cannot be read as a picture.</source>
        <translation>{0}“{1}”无法作为图像读取。</translation>
    </message>
    <message>
        <source>The {0} “{1}” does not fit the model “{2}”: {3}.</source>
        <translation>{0}“{1}”与模型“{2}”不匹配：{3}。</translation>
    </message>
    <message>
        <source>The {0} “{1}” has changed since it was chosen.</source>
        <translation>{0}“{1}”在选择之后被更改了。</translation>
    </message>
    <message>
        <source>The {0} “{1}” has more than {2} pixels.</source>
        <translation>{0}“{1}”的像素超过 {2}。</translation>
    </message>
    <message>
        <source>The {0} “{1}” is larger than {2} MiB.</source>
        <translation>{0}“{1}”大于 {2} MiB。</translation>
    </message>
    <message>
        <source>The {0} “{1}” is not there any more.</source>
        <translation>{0}“{1}”已不存在。</translation>
    </message>
    <message>
        <source>There are no pixels on this layer.</source>
        <translation>此图层上没有像素。</translation>
    </message>
    <message>
        <source>There are {0} regions; {1} is the most.</source>
        <translation>有 {0} 个区域；最多 {1} 个。</translation>
    </message>
    <message>
        <source>There is a selection, so only that is drawn.</source>
        <translation>有选区，因此只绘制选区。</translation>
    </message>
    <message>
        <source>There is no prefill “{0}”; choose one of {1}.</source>
        <translation>没有预填充方式“{0}”；请选择 {1} 之一。</translation>
    </message>
    <message>
        <source>There is no sampler “{0}”.</source>
        <translation>没有采样器“{0}”。</translation>
    </message>
    <message>
        <source>There is no {0} “{1}” on this machine.</source>
        <translation>此计算机上没有{0}“{1}”。</translation>
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
        <source>Thickness of the tip by its length.</source>
        <translation>笔尖的粗细与长度之比。</translation>
    </message>
    <message>
        <source>This document cannot be saved as it is: {0}.</source>
        <translation>此文档无法照现状保存：{0}。</translation>
    </message>
    <message>
        <source>This is no angle.</source>
        <translation>这不是角度。</translation>
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
        <source>Twice the frame is {0} × {1} pixels; {2} is the most that is drawn at once.</source>
        <translation>生成框的两倍为 {0} × {1} 像素；一次最多绘制 {2}。</translation>
    </message>
    <message>
        <source>Undo what the other program did, or open the document again.</source>
        <translation>撤销其他程序的更改，或重新打开文档。</translation>
    </message>
    <message>
        <source>Update Atelier to open it.</source>
        <translation>请更新 Atelier 再打开。</translation>
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
        <source>What is selected lies outside the frame.</source>
        <translation>所选内容位于生成框之外。</translation>
    </message>
    <message>
        <source>Width of a fixed size in pixels, or its part of a fixed ratio.</source>
        <translation>固定尺寸的宽度（像素），或固定比例中的一份。</translation>
    </message>
    <message>
        <source>a layer reaches too far from the picture</source>
        <translation>有图层离图像太远</translation>
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
        <source>control picture</source>
        <translation>控制图像</translation>
    </message>
    <message>
        <source>cut short.</source>
        <translation>被截断。</translation>
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
        <source>it has more than {0} layers</source>
        <translation>图层超过 {0} 个</translation>
    </message>
    <message>
        <source>it has too many pixels</source>
        <translation>像素太多</translation>
    </message>
    <message>
        <source>it holds no layers</source>
        <translation>不含图层</translation>
    </message>
    <message>
        <source>it holds no pixels</source>
        <translation>不含像素</translation>
    </message>
    <message>
        <source>it holds no text encoder that Atelier knows</source>
        <translation>其中没有 Atelier 所知的文本编码器</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>它是一个文件夹</translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>it is damaged or no OpenRaster file</source>
        <translation>已损坏，或不是 OpenRaster 文件</translation>
    </message>
    <message>
        <source>it is damaged or no Photoshop file</source>
        <translation>已损坏，或不是 Photoshop 文件</translation>
    </message>
    <message>
        <source>it is larger than 2 GiB</source>
        <translation>大于 2 GiB</translation>
    </message>
    <message>
        <source>it is no Atelier document</source>
        <translation>不是 Atelier 文档</translation>
    </message>
    <message>
        <source>it is no Photoshop file</source>
        <translation>不是 Photoshop 文件</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>文件不存在</translation>
    </message>
    <message>
        <source>it is the refiner of Stable Diffusion XL, which draws nothing on its own</source>
        <translation>它是 Stable Diffusion XL 的精炼模型，不能单独绘制</translation>
    </message>
    <message>
        <source>it is {0} × {1} pixels; {2} is the longest side</source>
        <translation>为 {0} × {1} 像素；边长最多为 {2}</translation>
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
        <source>it needs more memory than there is</source>
        <translation>所需内存超过可用内存</translation>
    </message>
    <message>
        <source>it read memory that is not there, often a full disk or shared memory (SIGBUS)</source>
        <translation>它读取了不存在的内存，常见原因是磁盘或共享内存已满（SIGBUS）</translation>
    </message>
    <message>
        <source>it says it is {0} × {1} pixels</source>
        <translation>声称有 {0} × {1} 像素</translation>
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
        <source>its denoiser takes a summary {0} wide and gets one of {1}</source>
        <translation>其去噪器需要宽度为 {0} 的摘要，得到的是 {1}</translation>
    </message>
    <message>
        <source>its denoiser takes {0} channels and its autoencoder has {1}</source>
        <translation>其去噪器接受 {0} 个通道，而自动编码器有 {1} 个</translation>
    </message>
    <message>
        <source>its description defines entities, which no OpenRaster file needs</source>
        <translation>其描述定义了 OpenRaster 文件不需要的实体</translation>
    </message>
    <message>
        <source>its description is damaged</source>
        <translation>其描述已损坏</translation>
    </message>
    <message>
        <source>its description is missing</source>
        <translation>缺少描述</translation>
    </message>
    <message>
        <source>its file cannot be read</source>
        <translation>其文件无法读取</translation>
    </message>
    <message>
        <source>its file holds no whole model</source>
        <translation>其文件不包含完整模型</translation>
    </message>
    <message>
        <source>its folder holds no safetensors weights.</source>
        <translation>其文件夹中没有 safetensors 权重。</translation>
    </message>
    <message>
        <source>its groups are nested too deeply</source>
        <translation>其编组嵌套过深</translation>
    </message>
    <message>
        <source>its layer “{0}” is damaged</source>
        <translation>其图层“{0}”已损坏</translation>
    </message>
    <message>
        <source>its layers and their texts are too long</source>
        <translation>其图层及文字过长</translation>
    </message>
    <message>
        <source>its layers have more than {0} pixels together</source>
        <translation>其图层像素总数超过 {0}</translation>
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
        <source>its part “{0}” is absurdly large</source>
        <translation>其部分“{0}”大得离谱</translation>
    </message>
    <message>
        <source>its parts do not fit together</source>
        <translation>其各部件互不匹配</translation>
    </message>
    <message>
        <source>its profile, previews and requests are too large</source>
        <translation>其配置文件、预览和请求过大</translation>
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
        <source>its weights are scaled fp8 numbers, which this Atelier does not read</source>
        <translation>其权重为带缩放的 fp8 数值，此版 Atelier 无法读取</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>mask of a region</source>
        <translation>区域蒙版</translation>
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
        <source>pixels of a layer are missing</source>
        <translation>缺少一个图层的像素</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>prompt of a region</source>
        <translation>区域提示词</translation>
    </message>
    <message>
        <source>prompts for regions</source>
        <translation>区域的提示词</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>start picture</source>
        <translation>起始图像</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
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
        <source>“{0}” holds a {1}, which is not a ControlNet that Atelier knows.</source>
        <translation>“{0}”包含 {1}，不是 Atelier 认识的 ControlNet。</translation>
    </message>
    <message>
        <source>“{0}” is a {1} model, a family this Atelier cannot run yet.</source>
        <translation>“{0}”是 {1} 模型，当前版本的 Atelier 尚不支持此系列。</translation>
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
        <source>Writing engine</source>
        <translation>写作引擎</translation>
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
    <name>ShadeSquare</name>
    <message>
        <source>Saturation and value</source>
        <translation>饱和度和明度</translation>
    </message>
    <message>
        <source>Saturation %1 %, value %2 %</source>
        <translation>饱和度 %1 %，明度 %2 %</translation>
    </message>
</context>
<context>
    <name>Shapes</name>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
</context>
<context>
    <name>ShortcutList</name>
    <message>
        <source>In the prompt</source>
        <translation>在提示词中</translation>
    </message>
    <message>
        <source>Mouse and pen on the canvas</source>
        <translation>画布上的鼠标与压感笔</translation>
    </message>
    <message>
        <source>drag</source>
        <translation>拖动</translation>
    </message>
    <message>
        <source>click</source>
        <translation>单击</translation>
    </message>
    <message>
        <source>While there is a draft</source>
        <translation>有草稿时</translation>
    </message>
    <message>
        <source>In the outline</source>
        <translation>在大纲中</translation>
    </message>
    <message>
        <source>Accept the next word</source>
        <translation>接受下一个词</translation>
    </message>
    <message>
        <source>Accept the next sentence</source>
        <translation>接受下一句</translation>
    </message>
    <message>
        <source>Alternative before</source>
        <translation>上一个备选</translation>
    </message>
    <message>
        <source>Next alternative</source>
        <translation>下一个备选</translation>
    </message>
    <message>
        <source>Stop writing, then discard the draft</source>
        <translation>停止书写，再放弃草稿</translation>
    </message>
    <message>
        <source>Other words for a word</source>
        <translation>为某个词换用其他词</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move into the group above</source>
        <translation>移入上方分组</translation>
    </message>
    <message>
        <source>Move out of its group</source>
        <translation>移出分组</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>On to the text</source>
        <translation>转到文本</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Used prompt before this one</source>
        <translation>上一条用过的提示词</translation>
    </message>
    <message>
        <source>Used prompt after this one</source>
        <translation>下一条用过的提示词</translation>
    </message>
    <message>
        <source>Move the picture in the window</source>
        <translation>在窗口中移动画面</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Take the ink from the picture, with a painting tool</source>
        <translation>使用绘画工具时从画面取前景色</translation>
    </message>
    <message>
        <source>Straight line from the last stroke</source>
        <translation>从上一笔画直线</translation>
    </message>
    <message>
        <source>Mask brush: take away</source>
        <translation>蒙版画笔：减去</translation>
    </message>
    <message>
        <source>The tip, with a brush; else what can be done</source>
        <translation>使用画笔时为笔尖选项，否则为可执行的命令</translation>
    </message>
    <message>
        <source>right click</source>
        <translation>右键单击</translation>
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
    <name>SideColumn</name>
    <message>
        <source>Panels of the document</source>
        <translation>文档面板</translation>
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
    <name>Spelling</name>
    <message>
        <source>Manuscript</source>
        <translation>书稿</translation>
    </message>
    <message>
        <source>Spelling language…</source>
        <translation>拼写语言…</translation>
    </message>
    <message>
        <source>Check spelling</source>
        <translation>检查拼写</translation>
    </message>
    <message>
        <source>There is no dictionary for the language of this project yet. Choose Spelling language to add one.</source>
        <translation>还没有适用于此项目语言的词典。请在“拼写语言”中添加。</translation>
    </message>
    <message>
        <source>Spelling is checked.</source>
        <translation>正在检查拼写。</translation>
    </message>
    <message>
        <source>Spelling is not checked.</source>
        <translation>不检查拼写。</translation>
    </message>
    <message>
        <source>Open or begin a project first.</source>
        <translation>请先打开或新建一个项目。</translation>
    </message>
    <message>
        <source>No suggestions</source>
        <translation>没有建议</translation>
    </message>
    <message>
        <source>Add “{word}” to the project&apos;s dictionary</source>
        <translation>将“{word}”加入项目词典</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>Correct spelling</source>
        <translation>更正拼写</translation>
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
        <source>Make a layer of every result; only this one is visible</source>
        <translation>将每个结果做成图层；只有这一个可见</translation>
    </message>
    <message>
        <source>Make this result a layer of the picture</source>
        <translation>将此结果做成图像的图层</translation>
    </message>
    <message>
        <source>Keep this picture</source>
        <translation>保留此图像</translation>
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
    <name>StatisticsView</name>
    <message>
        <source>What is counted</source>
        <translation>统计范围</translation>
    </message>
    <message>
        <source>Words of each part</source>
        <translation>各部分字数</translation>
    </message>
    <message>
        <source>Most frequent words</source>
        <translation>最常用的词</translation>
    </message>
    <message>
        <source>Repeated near each other</source>
        <translation>近距离重复</translation>
    </message>
    <message>
        <source>Click one to see it in the text.</source>
        <translation>点击即可在文本中查看。</translation>
    </message>
    <message>
        <source>Goals</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Words of each day</source>
        <translation>每天的字数</translation>
    </message>
    <message>
        <source>Parts of it</source>
        <translation>各部分</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>Whole manuscript</source>
        <translation>整部书稿</translation>
    </message>
    <message>
        <source>The text that is open</source>
        <translation>当前打开的文本</translation>
    </message>
    <message>
        <source>{count} without spaces</source>
        <translation>不含空格 {count}</translation>
    </message>
    <message>
        <source>the longest {count}</source>
        <translation>最长 {count}</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>字数</translation>
    </message>
    <message>
        <source>Characters with spaces</source>
        <translation>字符（含空格）</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页数</translation>
    </message>
    <message>
        <source>of 250 words</source>
        <translation>每页 250 字</translation>
    </message>
    <message>
        <source>Reading time</source>
        <translation>阅读时间</translation>
    </message>
    <message>
        <source>Words a sentence</source>
        <translation>每句字数</translation>
    </message>
    <message>
        <source>Dialogue</source>
        <translation>对白</translation>
    </message>
    <message>
        <source>Readability</source>
        <translation>可读性</translation>
    </message>
    <message>
        <source>{count} words</source>
        <translation>{count} 字</translation>
    </message>
    <message>
        <source>From the model</source>
        <translation>来自模型</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
        <source>easy</source>
        <translation>易读</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>适中</translation>
    </message>
    <message>
        <source>hard</source>
        <translation>难读</translation>
    </message>
    <message>
        <source>Flesch, {how}</source>
        <translation>Flesch，{how}</translation>
    </message>
    <message>
        <source>LIX, {how}</source>
        <translation>LIX，{how}</translation>
    </message>
    <message>
        <source>{words} words today</source>
        <translation>今天 {words} 字</translation>
    </message>
    <message>
        <source>{words} in this session</source>
        <translation>本次 {words} 字</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) in a row</source>
        <translation>
            <numerusform>连续 %n 天</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln 词</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln character(s)</source>
        <translation>
            <numerusform>%Ln 字符</numerusform>
        </translation>
    </message>
    <message>
        <source>Selected: %1</source>
        <translation>已选：%1</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Saves at a pause</source>
        <translation>停顿时保存</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Not saved — tried again</source>
        <translation>未保存，将重试</translation>
    </message>
    <message>
        <source>Not saved: choose above</source>
        <translation>未保存：请在上方选择</translation>
    </message>
    <message>
        <source>For reading only</source>
        <translation>只读</translation>
    </message>
</context>
<context>
    <name>StepOrder</name>
    <message>
        <source>Take this step earlier</source>
        <translation>将此步骤提前</translation>
    </message>
    <message>
        <source>Take this step later</source>
        <translation>将此步骤推后</translation>
    </message>
    <message>
        <source>The usual order, with all steps</source>
        <translation>恢复通常的顺序与全部步骤</translation>
    </message>
    <message>
        <source>Order of the steps</source>
        <translation>步骤的顺序</translation>
    </message>
    <message>
        <source>From top to bottom. Drag a step, or move it with Alt+↑ and Alt+↓; without its tick it is left out.</source>
        <translation>自上而下执行。拖动步骤，或用 Alt+↑、Alt+↓ 移动；取消勾选则跳过该步骤。</translation>
    </message>
    <message>
        <source>Mirostat is on: of these steps it takes the temperature alone.</source>
        <translation>Mirostat 已开启：这些步骤中只有温度起作用。</translation>
    </message>
</context>
<context>
    <name>StepsModel</name>
    <message>
        <source>Beginning</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Undone; can be done again</source>
        <translation>已撤销；可以重做</translation>
    </message>
</context>
<context>
    <name>Storyboard</name>
    <message>
        <source>Draw the missing ones…</source>
        <translation>绘制缺少的图片…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Scenes of the manuscript appear here with their pictures.</source>
        <translation>稿件的场景会连同图片出现在这里。</translation>
    </message>
    <message>
        <source>Storyboard</source>
        <translation>故事板</translation>
    </message>
    <message>
        <source>Words and pictures</source>
        <translation>文字与图片</translation>
    </message>
    <message>
        <source>Draw the missing pictures…</source>
        <translation>绘制缺少的图片…</translation>
    </message>
    <message>
        <source>Export the storyboard…</source>
        <translation>导出故事板…</translation>
    </message>
    <message>
        <source>%1 of %2 illustrated</source>
        <translation>%2 个场景中有 %1 个带图片</translation>
    </message>
    <message>
        <source>Open the scene</source>
        <translation>打开场景</translation>
    </message>
    <message>
        <source>Write the caption</source>
        <translation>写说明文字</translation>
    </message>
    <message>
        <source>Illustrate this scene…</source>
        <translation>为此场景配图…</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>下一张图片</translation>
    </message>
    <message>
        <source>Make it the first picture</source>
        <translation>设为第一张图片</translation>
    </message>
    <message>
        <source>Open on the canvas</source>
        <translation>在画布上打开</translation>
    </message>
    <message>
        <source>Describe in words…</source>
        <translation>用文字描述…</translation>
    </message>
    <message>
        <source>Take the picture away</source>
        <translation>移除图片</translation>
    </message>
    <message>
        <source>Every scene has a picture.</source>
        <translation>每个场景都有图片。</translation>
    </message>
    <message>
        <source>Written by %1. Change them as you like.</source>
        <translation>由 %1 撰写。可随意修改。</translation>
    </message>
    <message numerus="yes">
        <source>%1 is reading; %n scene(s) to go…</source>
        <translation>
            <numerusform>%1 正在阅读；还有 %n 个场景…</numerusform>
        </translation>
    </message>
    <message>
        <source>The model could not write them all; the others are made by rules.</source>
        <translation>模型没能全部写完；其余按规则生成。</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) wait in the queue; each comes to its scene when it is done.</source>
        <translation>
            <numerusform>%n 张图片在队列中；完成后各自放到其场景旁。</numerusform>
        </translation>
    </message>
    <message>
        <source>Export the storyboard</source>
        <translation>导出故事板</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
    <message>
        <source>The storyboard is written; without %1, which cannot be read.</source>
        <translation>故事板已写好；但不含无法读取的 %1。</translation>
    </message>
    <message>
        <source>The storyboard is written.</source>
        <translation>故事板已写好。</translation>
    </message>
</context>
<context>
    <name>StoryboardDelegate</name>
    <message>
        <source>No picture yet</source>
        <translation>还没有图片</translation>
    </message>
    <message>
        <source>Cannot be shown</source>
        <translation>无法显示</translation>
    </message>
    <message>
        <source>Being drawn…</source>
        <translation>正在绘制…</translation>
    </message>
    <message>
        <source>What happens here</source>
        <translation>这里发生了什么</translation>
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
    <name>SubmitRow</name>
    <message>
        <source>What the button does</source>
        <translation>按钮的作用</translation>
    </message>
    <message>
        <source>Refine %1 %</source>
        <translation>润色 %1 %</translation>
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
        <translation>这里没有可用的模型。请在“设置”的“文件夹”中添加模型文件夹。</translation>
    </message>
</context>
<context>
    <name>Switcher</name>
    <message>
        <source>Title of a scene or note</source>
        <translation>场景或笔记的标题</translation>
    </message>
    <message>
        <source>Go to a scene or note</source>
        <translation>转到场景或笔记</translation>
    </message>
    <message>
        <source>Scenes and notes</source>
        <translation>场景和笔记</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>No scene or note is called that.</source>
        <translation>没有这个名称的场景或笔记。</translation>
    </message>
</context>
<context>
    <name>SymmetryPopup</name>
    <message>
        <source>Symmetry</source>
        <translation>对称</translation>
    </message>
    <message>
        <source>Mirror left and right</source>
        <translation>左右镜像</translation>
    </message>
    <message>
        <source>Mirror top and bottom</source>
        <translation>上下镜像</translation>
    </message>
    <message>
        <source>Wrap around at the edges</source>
        <translation>在边缘环绕</translation>
    </message>
    <message>
        <source>What leaves on one side comes in on the other, for tiling textures</source>
        <translation>从一侧离开的内容从另一侧进入，用于绘制可平铺的纹理</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Copies around the centre</source>
        <translation>围绕中心的份数</translation>
    </message>
    <message>
        <source>Middle of the picture</source>
        <translation>图像中心</translation>
    </message>
    <message>
        <source>Middle of the frame</source>
        <translation>生成框中心</translation>
    </message>
    <message>
        <source>No symmetry</source>
        <translation>无对称</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>中心</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>Text on the canvas</source>
        <translation>画布上的文字</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
</context>
<context>
    <name>TextCopies</name>
    <message>
        <source>Save a copy of this text</source>
        <translation>将本文另存副本</translation>
    </message>
    <message>
        <source>A copy was saved: {path}</source>
        <translation>已保存副本：{path}</translation>
    </message>
</context>
<context>
    <name>TextProgress</name>
    <message>
        <source>Progress of the text that is written</source>
        <translation>正在写的文字的进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop writing; what is written so far stays</source>
        <translation>停止写作；已写的文字会保留</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>立即停止</translation>
    </message>
    <message>
        <source>End the engine at once. It loads its model again for the next text.</source>
        <translation>立即结束引擎。写下一段文字时会重新载入模型。</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在阅读</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>正在写作</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Starting the engine</source>
        <translation>正在启动引擎</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>{done} of {total} tokens</source>
        <translation>{done} / {total} 个词元</translation>
    </message>
    <message>
        <source>{count} tokens/s</source>
        <translation>{count} 词元/秒</translation>
    </message>
</context>
<context>
    <name>Tinting</name>
    <message>
        <source>This engine does not tell how likely a word was.</source>
        <translation>该引擎不提供词的概率。</translation>
    </message>
    <message>
        <source>The whole word: %1. Half of the model&apos;s words here: %2 or more.</source>
        <translation>整个词：%1。模型在这里写的词有一半不低于 %2。</translation>
    </message>
</context>
<context>
    <name>Tool</name>
    <message>
        <source>The layer “%1” is locked; unlock it to change it.</source>
        <translation>图层“%1”已锁定；请解锁后再更改。</translation>
    </message>
    <message>
        <source>There is no layer to work on; add one first.</source>
        <translation>没有可处理的图层；请先添加一个。</translation>
    </message>
    <message>
        <source>A group holds no pixels; choose a layer inside it.</source>
        <translation>编组不含像素；请选择其中的图层。</translation>
    </message>
    <message>
        <source>The group “%1” is locked; unlock it to change what is in it.</source>
        <translation>图层组“%1”已锁定；请先解锁再修改其中内容。</translation>
    </message>
    <message>
        <source>The group “%1” is hidden; show it to change what is in it.</source>
        <translation>图层组“%1”已隐藏；请先显示再修改其中内容。</translation>
    </message>
    <message>
        <source>The layer “%1” is hidden; show it to change it.</source>
        <translation>图层“%1”已隐藏；请显示后再更改。</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Paint. Shift draws a straight line from the last stroke, Ctrl picks a colour.</source>
        <translation>绘画。Shift 从上一笔画直线，Ctrl 取色。</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Diameter of the tip in pixels. Keys: [ smaller, ] larger.</source>
        <translation>笔尖直径（像素）。快捷键：[ 变小，] 变大。</translation>
    </message>
    <message>
        <source>Opacity %</source>
        <translation>不透明度 %</translation>
    </message>
    <message>
        <source>Flow %</source>
        <translation>流量 %</translation>
    </message>
    <message>
        <source>How much each dab adds; low values build up slowly.</source>
        <translation>每次落笔添加多少；低值会慢慢积累。</translation>
    </message>
    <message>
        <source>Hardness %</source>
        <translation>硬度 %</translation>
    </message>
    <message>
        <source>100 has a sharp rim, 0 fades from the middle.</source>
        <translation>100 为锐利边缘，0 从中心开始渐淡。</translation>
    </message>
    <message>
        <source>The most that one whole stroke covers, however often it crosses. Keys: I less, O more.</source>
        <translation>一笔的最大覆盖程度，无论交叉多少次。按键：I 减小，O 增大。</translation>
    </message>
    <message>
        <source>Smoothing %</source>
        <translation>平滑 %</translation>
    </message>
    <message>
        <source>Steadies the hand: the tip is pulled along on a string.</source>
        <translation>稳定手部：笔尖像被线牵着走。</translation>
    </message>
    <message>
        <source>Spacing %</source>
        <translation>间距 %</translation>
    </message>
    <message>
        <source>Way between dabs, in parts of the size; over 100 they stand apart.</source>
        <translation>笔触点之间的距离，以笔尖尺寸的百分比计；超过 100 时彼此分开。</translation>
    </message>
    <message>
        <source>Roundness %</source>
        <translation>圆度 %</translation>
    </message>
    <message>
        <source>Thickness of the tip by its length.</source>
        <translation>笔尖的粗细与长度之比。</translation>
    </message>
    <message>
        <source>Angle °</source>
        <translation>角度 °</translation>
    </message>
    <message>
        <source>Direction of a tip that is not round.</source>
        <translation>非圆形笔尖的方向。</translation>
    </message>
    <message>
        <source>Pressure: size</source>
        <translation>压力：大小</translation>
    </message>
    <message>
        <source>A pen pressed lightly draws thinner.</source>
        <translation>轻压的笔画得更细。</translation>
    </message>
    <message>
        <source>Pressure: opacity</source>
        <translation>压力：不透明度</translation>
    </message>
    <message>
        <source>A pen pressed lightly covers less.</source>
        <translation>轻压的笔覆盖更少。</translation>
    </message>
    <message>
        <source>Pressure: flow</source>
        <translation>压力：流量</translation>
    </message>
    <message>
        <source>A pen pressed lightly adds less with each dab.</source>
        <translation>轻压的笔每次落笔添加更少。</translation>
    </message>
    <message>
        <source>Tilt: shape</source>
        <translation>倾斜：形状</translation>
    </message>
    <message>
        <source>A leaning pen draws with a flat tip turned its way.</source>
        <translation>倾斜的笔以朝其方向的扁平笔尖绘画。</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Drag a rectangle, adjust its handles. Return or a double click crops, Esc drops it. Past the edge the document grows; what lies outside of the rectangle is removed.</source>
        <translation>拖出矩形并调整手柄。回车或双击裁剪，Esc 放弃。超出边缘时文档变大；矩形之外的内容被移除。</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Width by height that the rectangle keeps.</source>
        <translation>矩形保持的宽高比。</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>自由</translation>
    </message>
    <message>
        <source>As the document</source>
        <translation>与文档相同</translation>
    </message>
    <message>
        <source>1:1</source>
        <translation>1:1</translation>
    </message>
    <message>
        <source>3:2</source>
        <translation>3:2</translation>
    </message>
    <message>
        <source>2:3</source>
        <translation>2:3</translation>
    </message>
    <message>
        <source>4:3</source>
        <translation>4:3</translation>
    </message>
    <message>
        <source>3:4</source>
        <translation>3:4</translation>
    </message>
    <message>
        <source>16:9</source>
        <translation>16:9</translation>
    </message>
    <message>
        <source>9:16</source>
        <translation>9:16</translation>
    </message>
    <message>
        <source>Thirds</source>
        <translation>三分线</translation>
    </message>
    <message>
        <source>Show lines at the thirds of the rectangle.</source>
        <translation>在矩形的三分处显示线条。</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮擦</translation>
    </message>
    <message>
        <source>Take paint away. E goes back to the brush.</source>
        <translation>擦去颜料。按 E 回到画笔。</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Fill what is alike with the ink. Shift fills the whole selection at once.</source>
        <translation>用前景色填充相似之处。Shift 一次填充整个选区。</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>How much colours may differ from the one clicked on.</source>
        <translation>颜色与点击处可相差多少。</translation>
    </message>
    <message>
        <source>Joined only</source>
        <translation>仅相连</translation>
    </message>
    <message>
        <source>Fill only what is joined to the place clicked on; off fills like colours everywhere.</source>
        <translation>只填充与点击处相连的部分；关闭则填充各处相似的颜色。</translation>
    </message>
    <message>
        <source>Look at</source>
        <translation>参照</translation>
    </message>
    <message>
        <source>Which colours decide what is filled.</source>
        <translation>由哪些颜色决定填充范围。</translation>
    </message>
    <message>
        <source>All layers</source>
        <translation>所有图层</translation>
    </message>
    <message>
        <source>This layer</source>
        <translation>此图层</translation>
    </message>
    <message>
        <source>How strongly the ink covers.</source>
        <translation>前景色覆盖的强度。</translation>
    </message>
    <message>
        <source>Close gaps</source>
        <translation>封闭缝隙</translation>
    </message>
    <message>
        <source>Openings in outlines up to this many pixels hold the fill back.</source>
        <translation>轮廓上不超过此像素数的开口会挡住填充。</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>扩大</translation>
    </message>
    <message>
        <source>Pixels by which the filled area is widened, or narrowed below 0.</source>
        <translation>填充区域扩大的像素数，低于 0 则缩小。</translation>
    </message>
    <message>
        <source>Smooth edge</source>
        <translation>平滑边缘</translation>
    </message>
    <message>
        <source>Round the stairs at the edge of the filled area.</source>
        <translation>使填充区域边缘的锯齿变圆滑。</translation>
    </message>
    <message>
        <source>Generation frame</source>
        <translation>生成框</translation>
    </message>
    <message>
        <source>Drag the frame or its handles; past the edge the picture is expanded. Shift keeps the ratio, a double click fits it to the selection or the document.</source>
        <translation>拖动生成框或其手柄；超出边缘则扩展图像。Shift 保持比例，双击使其适合选区或文档。</translation>
    </message>
    <message>
        <source>Snap to edges</source>
        <translation>吸附边缘</translation>
    </message>
    <message>
        <source>Put the frame on the document&apos;s edges when it comes near them.</source>
        <translation>靠近文档边缘时将生成框吸附其上。</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>渐变</translation>
    </message>
    <message>
        <source>Drag a line; the selection limits it. Shift snaps to 15 degrees.</source>
        <translation>拖出一条线；选区会限制范围。Shift 吸附到 15 度。</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Along the line, around its beginning, or to both sides of it.</source>
        <translation>沿线、围绕起点，或向线的两侧。</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Radial</source>
        <translation>径向</translation>
    </message>
    <message>
        <source>Mirrored</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>From ink to</source>
        <translation>前景色过渡到</translation>
    </message>
    <message>
        <source>What the ink runs into.</source>
        <translation>前景色渐变成什么。</translation>
    </message>
    <message>
        <source>Ground colour</source>
        <translation>背景色</translation>
    </message>
    <message>
        <source>Transparent</source>
        <translation>透明</translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>Exchange the two ends.</source>
        <translation>交换两端。</translation>
    </message>
    <message>
        <source>How strongly it covers.</source>
        <translation>覆盖的强度。</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>套索</translation>
    </message>
    <message>
        <source>Draw around something; the ends are joined. Shift adds, Alt subtracts. A click deselects, a drag inside the selection moves its outline.</source>
        <translation>围绕对象描画；两端会相连。Shift 添加，Alt 减去。单击取消选择，在选区内拖动会移动其轮廓。</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>How it joins the selection there is. Shift adds, Alt subtracts, both intersect.</source>
        <translation>如何与已有选区结合。Shift 添加，Alt 减去，两者同按为相交。</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Subtract</source>
        <translation>减去</translation>
    </message>
    <message>
        <source>Intersect</source>
        <translation>相交</translation>
    </message>
    <message>
        <source>Feather</source>
        <translation>羽化</translation>
    </message>
    <message>
        <source>Pixels over which the edge fades.</source>
        <translation>边缘渐淡的像素数。</translation>
    </message>
    <message>
        <source>Slanted edges show no stairs.</source>
        <translation>斜边不显锯齿。</translation>
    </message>
    <message>
        <source>Mask brush</source>
        <translation>蒙版画笔</translation>
    </message>
    <message>
        <source>Mark what is to change: paints the active mask layer, else the selection. Alt takes away.</source>
        <translation>标出要更改之处：绘制当前蒙版图层，否则绘制选区。Alt 减去。</translation>
    </message>
    <message>
        <source>Unmask</source>
        <translation>去除蒙版</translation>
    </message>
    <message>
        <source>Take away instead of adding; Alt does it for one stroke.</source>
        <translation>减去而不是添加；按住 Alt 对一笔生效。</translation>
    </message>
    <message>
        <source>Move and transform</source>
        <translation>移动和变换</translation>
    </message>
    <message>
        <source>Drag the layer or the selected pixels, the handles to stretch, outside of a corner to turn. Return applies, Esc drops it. Shift keeps ratio or snaps, Alt stretches from the middle.</source>
        <translation>拖动图层或所选像素，拖手柄拉伸，在角外拖动旋转。回车应用，Esc 放弃。Shift 保持比例或吸附，Alt 从中心拉伸。</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>How pixels are made when sizes change: blended, or repeated for pixel art.</source>
        <translation>尺寸改变时如何生成像素：混合，或为像素画而重复。</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>Hand</source>
        <translation>抓手</translation>
    </message>
    <message>
        <source>Drag to move the picture in the window; Space does the same with any tool.</source>
        <translation>拖动以移动窗口中的图像；任何工具下按空格都有同样作用。</translation>
    </message>
    <message>
        <source>Colour picker</source>
        <translation>拾色器</translation>
    </message>
    <message>
        <source>Click takes the ink from the picture; Alt or Ctrl takes the ground colour.</source>
        <translation>单击从图像取前景色；Alt 或 Ctrl 取背景色。</translation>
    </message>
    <message>
        <source>Take from</source>
        <translation>取自</translation>
    </message>
    <message>
        <source>Whether all layers count or only the active one.</source>
        <translation>计入所有图层还是仅当前图层。</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Average over</source>
        <translation>平均范围</translation>
    </message>
    <message>
        <source>Side in pixels of the square whose mean colour is taken.</source>
        <translation>取平均颜色的方块边长（像素）。</translation>
    </message>
    <message>
        <source>Polygon lasso</source>
        <translation>多边形套索</translation>
    </message>
    <message>
        <source>Click corners; Enter, a double click or the first corner closes, Backspace takes the last one back. Shift held at the first click adds, Alt subtracts; later Shift snaps to 15 degrees.</source>
        <translation>单击定角点；回车、双击或点击第一个角点闭合，退格取回上一个。首次单击时按住 Shift 添加，Alt 减去；之后 Shift 吸附到 15 度。</translation>
    </message>
    <message>
        <source>Select ellipse</source>
        <translation>椭圆选择</translation>
    </message>
    <message>
        <source>Drag a box for an ellipse. Held at the press, Shift adds and Alt subtracts; later Shift makes a circle, Alt draws from the middle and Space moves it. A click deselects.</source>
        <translation>拖出椭圆的外框。按下时 Shift 添加，Alt 减去；之后 Shift 成为圆形，Alt 从中心绘制，空格移动。单击取消选择。</translation>
    </message>
    <message>
        <source>Sides</source>
        <translation>边长</translation>
    </message>
    <message>
        <source>Whether width and height below hold the box to a ratio, or are its size in pixels.</source>
        <translation>下方的宽度和高度是限定比例，还是以像素计的尺寸。</translation>
    </message>
    <message>
        <source>Fixed ratio</source>
        <translation>固定比例</translation>
    </message>
    <message>
        <source>Fixed size</source>
        <translation>固定尺寸</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Width of a fixed size in pixels, or its part of a fixed ratio.</source>
        <translation>固定尺寸的宽度（像素），或固定比例中的一份。</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Height of a fixed size in pixels, or its part of a fixed ratio.</source>
        <translation>固定尺寸的高度（像素），或固定比例中的一份。</translation>
    </message>
    <message>
        <source>Select rectangle</source>
        <translation>矩形选择</translation>
    </message>
    <message>
        <source>Drag a box. Held at the press, Shift adds and Alt subtracts; later Shift makes a square, Alt draws from the middle and Space moves it. A click deselects.</source>
        <translation>拖出方框。按下时 Shift 添加，Alt 减去；之后 Shift 成为正方形，Alt 从中心绘制，空格移动。单击取消选择。</translation>
    </message>
    <message>
        <source>Shapes</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Drag a shape. Shift makes the sides equal, Alt draws from the middle.</source>
        <translation>拖出形状。Shift 使边长相等，Alt 从中心绘制。</translation>
    </message>
    <message>
        <source>What is drawn.</source>
        <translation>绘制的内容。</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>星形</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>样式</translation>
    </message>
    <message>
        <source>Filled with the ink, outlined with it, or filled with the ground colour and outlined.</source>
        <translation>用前景色填充、用其描边，或用背景色填充并描边。</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>描边</translation>
    </message>
    <message>
        <source>Filled with outline</source>
        <translation>填充并描边</translation>
    </message>
    <message>
        <source>Line width</source>
        <translation>线宽</translation>
    </message>
    <message>
        <source>Width of lines and outlines in pixels.</source>
        <translation>线条和描边的宽度（像素）。</translation>
    </message>
    <message>
        <source>Round corners</source>
        <translation>圆角</translation>
    </message>
    <message>
        <source>Radius of a rectangle&apos;s corners in pixels.</source>
        <translation>矩形圆角的半径（像素）。</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>顶点</translation>
    </message>
    <message>
        <source>Corners of a polygon, tips of a star.</source>
        <translation>多边形的角数，星形的尖数。</translation>
    </message>
    <message>
        <source>Star depth %</source>
        <translation>星形深度 %</translation>
    </message>
    <message>
        <source>How far a star&apos;s inner corners lie from its rim.</source>
        <translation>星形内角离边缘的距离。</translation>
    </message>
    <message>
        <source>Whole pixels</source>
        <translation>整像素</translation>
    </message>
    <message>
        <source>Put corners on whole pixels and draw without soft edges.</source>
        <translation>将角点放在整像素上，并不使用柔边绘制。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Click and type in the ink&apos;s colour. Ctrl+Return paints it on a new layer, Esc drops it.</source>
        <translation>单击并用前景色输入文字。Ctrl+回车将其绘制到新图层，Esc 放弃。</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>Typeface; empty is that of the program.</source>
        <translation>字体；留空则使用程序的字体。</translation>
    </message>
    <message>
        <source>Height of the letters in pixels.</source>
        <translation>字母的高度（像素）。</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>粗体</translation>
    </message>
    <message>
        <source>Heavy letters.</source>
        <translation>粗重的字母。</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>斜体</translation>
    </message>
    <message>
        <source>Slanted letters.</source>
        <translation>倾斜的字母。</translation>
    </message>
    <message>
        <source>Alignment</source>
        <translation>对齐</translation>
    </message>
    <message>
        <source>Where lines meet; the place clicked on stays there.</source>
        <translation>各行对齐之处；点击处保持不动。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation>魔棒</translation>
    </message>
    <message>
        <source>Click to select what is alike. Shift adds, Alt subtracts, both intersect.</source>
        <translation>单击选择相似之处。Shift 添加，Alt 减去，两者同按为相交。</translation>
    </message>
    <message>
        <source>Select only what is joined to the place clicked on; off selects like colours everywhere.</source>
        <translation>只选择与点击处相连的部分；关闭则选择各处相似的颜色。</translation>
    </message>
    <message>
        <source>Which colours decide what is selected.</source>
        <translation>由哪些颜色决定选择范围。</translation>
    </message>
    <message>
        <source>Pixels by which the selected area is widened, or narrowed below 0.</source>
        <translation>选择区域扩大的像素数，低于 0 则缩小。</translation>
    </message>
    <message>
        <source>Openings in outlines up to this many pixels hold the selection back.</source>
        <translation>轮廓上不超过此像素数的开口会挡住选择。</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Click to zoom in, Alt and click to zoom out, drag a rectangle to see it as large as possible.</source>
        <translation>单击放大，Alt 加单击缩小，拖出矩形则将其尽量放大显示。</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>All writing tools</source>
        <translation>所有写作工具</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>指示</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>确定度</translation>
    </message>
    <message>
        <source>Tint words by how sure the model was</source>
        <translation>按模型的确定程度给词着色</translation>
    </message>
    <message>
        <source>Write on</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>About %1 words</source>
        <translation>约 %1 词</translation>
    </message>
    <message>
        <source>One answer</source>
        <translation>一个回答</translation>
    </message>
    <message>
        <source>%1 alternatives</source>
        <translation>%1 个备选</translation>
    </message>
    <message>
        <source>Certainty on</source>
        <translation>确定度 开</translation>
    </message>
</context>
<context>
    <name>ToolCommands</name>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Painting</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>Smaller tip</source>
        <translation>缩小笔尖</translation>
    </message>
    <message>
        <source>Larger tip</source>
        <translation>放大笔尖</translation>
    </message>
    <message>
        <source>Less opacity</source>
        <translation>降低不透明度</translation>
    </message>
    <message>
        <source>More opacity</source>
        <translation>提高不透明度</translation>
    </message>
    <message>
        <source>Swap ink and ground</source>
        <translation>交换前景色与背景色</translation>
    </message>
    <message>
        <source>Dark ink on white ground</source>
        <translation>白底深色前景</translation>
    </message>
    <message>
        <source>Mirror strokes left and right</source>
        <translation>左右镜像笔画</translation>
    </message>
    <message>
        <source>Mirror strokes top and bottom</source>
        <translation>上下镜像笔画</translation>
    </message>
    <message>
        <source>Wrap strokes around at the edges</source>
        <translation>笔画在边缘处环绕</translation>
    </message>
    <message>
        <source>No symmetry</source>
        <translation>无对称</translation>
    </message>
</context>
<context>
    <name>ToolDialog</name>
    <message>
        <source>Instruction</source>
        <translation>指示</translation>
    </message>
    <message>
        <source>Anything else?</source>
        <translation>还有别的吗？</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
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
    <name>Transcript</name>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Show earlier messages</source>
        <translation>显示更早的消息</translation>
    </message>
</context>
<context>
    <name>TriggersBox</name>
    <message>
        <source>Trigger words</source>
        <translation>触发词</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>Put the first of them into the prompt</source>
        <translation>将第一个放入提示词</translation>
    </message>
    <message>
        <source>Put into the prompt: %1</source>
        <translation>放入提示词：%1</translation>
    </message>
</context>
<context>
    <name>TypingAids</name>
    <message>
        <source>Quotes and dashes are set as a printer does, in the project&apos;s language.</source>
        <translation>引号和破折号按项目语言的印刷习惯显示。</translation>
    </message>
    <message>
        <source>Quotes and dashes stay as they are typed.</source>
        <translation>引号和破折号保持键入的样子。</translation>
    </message>
</context>
<context>
    <name>TypingMenu</name>
    <message>
        <source>Typing: quotes, lists, spelling, typewriter</source>
        <translation>输入：引号、列表、拼写、打字机模式</translation>
    </message>
    <message>
        <source>Typographic quotes and dashes</source>
        <translation>排版引号与破折号</translation>
    </message>
    <message>
        <source>Lists go on with Enter</source>
        <translation>按回车继续列表</translation>
    </message>
    <message>
        <source>Check spelling</source>
        <translation>检查拼写</translation>
    </message>
    <message>
        <source>Typewriter mode</source>
        <translation>打字机模式</translation>
    </message>
</context>
<context>
    <name>UndoPanel</name>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Memory that undo may hold; the oldest steps go first</source>
        <translation>撤销可占用的内存；最旧的步骤先被移除</translation>
    </message>
    <message>
        <source>Undo holds %1 of</source>
        <translation>撤销占用 %1，上限</translation>
    </message>
    <message>
        <source>Memory for undo: %1</source>
        <translation>撤销内存：%1</translation>
    </message>
</context>
<context>
    <name>VersionsDialog</name>
    <message>
        <source>Versions of “%1”</source>
        <translation>“%1”的版本</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Name of a version</source>
        <translation>版本的名称</translation>
    </message>
    <message>
        <source>Keep a version</source>
        <translation>保留版本</translation>
    </message>
    <message>
        <source>Name the chosen one</source>
        <translation>为所选版本命名</translation>
    </message>
    <message>
        <source>Give the chosen version this name; one with a name stays for good</source>
        <translation>把此名称赋予所选版本；有名称的版本会一直保留</translation>
    </message>
    <message>
        <source>Go back to this version</source>
        <translation>回到此版本</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>with text of a model</source>
        <translation>含模型文字</translation>
    </message>
    <message>
        <source>before text of a model</source>
        <translation>模型文本写入之前</translation>
    </message>
    <message>
        <source>the day before</source>
        <translation>前一天</translation>
    </message>
    <message>
        <source>of another program</source>
        <translation>来自其他程序</translation>
    </message>
    <message>
        <source>before theirs was taken</source>
        <translation>采用对方文本之前</translation>
    </message>
    <message>
        <source>before replacing</source>
        <translation>替换之前</translation>
    </message>
    <message>
        <source>before going back</source>
        <translation>回到旧版本之前</translation>
    </message>
    <message>
        <source>found after a crash</source>
        <translation>崩溃后找回</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>kept by itself</source>
        <translation>自动保留</translation>
    </message>
    <message>
        <source>No version yet. One is kept before every text of a model and every day.</source>
        <translation>还没有版本。每次模型写入之前以及每天都会保留一个。</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s) in this version</source>
        <translation>
            <numerusform>此版本有 %n 个词</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s): struck was there, underlined came since</source>
        <translation>
            <numerusform>%n 处不同：划线的是原有的，下划线的是后来的</numerusform>
        </translation>
    </message>
    <message>
        <source>The text is the same now.</source>
        <translation>文本现在相同。</translation>
    </message>
    <message>
        <source>Going back to a version</source>
        <translation>回到版本</translation>
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
    <name>Wand</name>
    <message>
        <source>Magic wand</source>
        <translation>魔棒</translation>
    </message>
    <message>
        <source>Choose a layer with pixels, or look at all layers.</source>
        <translation>请选择有像素的图层，或参照所有图层。</translation>
    </message>
</context>
<context>
    <name>WordPopup</name>
    <message>
        <source>Other words</source>
        <translation>其他词</translation>
    </message>
    <message>
        <source>This engine does not tell other words.</source>
        <translation>此引擎不提供其他词。</translation>
    </message>
    <message>
        <source>continue from another word</source>
        <translation>从另一个词继续</translation>
    </message>
    <message>
        <source>Continue from another word</source>
        <translation>从另一个词继续</translation>
    </message>
    <message>
        <source>Never write “%1”</source>
        <translation>永不写“%1”</translation>
    </message>
</context>
<context>
    <name>WordsAndPictures</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>The picture stands beside the open scene now.</source>
        <translation>图片现在放在打开的场景旁。</translation>
    </message>
</context>
<context>
    <name>WordsDialog</name>
    <message>
        <source>Banned and forced words</source>
        <translation>禁用与必用词</translation>
    </message>
    <message>
        <source>Never write</source>
        <translation>永不写</translation>
    </message>
    <message>
        <source>One word or phrase a line. The model takes another way when it comes to one.</source>
        <translation>每行一个词或短语。模型遇到时会另寻说法。</translation>
    </message>
    <message>
        <source>Write in each answer</source>
        <translation>每个回答都写</translation>
    </message>
    <message>
        <source>In this order, each soon after the one before. While there are some, banned words rest.</source>
        <translation>按此顺序，前后相距不远。有必用词时，禁用词暂不生效。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>WritePage</name>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>新建项目…</translation>
    </message>
    <message>
        <source>Open a project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Open the sample project</source>
        <translation>打开示例项目</translation>
    </message>
    <message>
        <source>Typewriter mode</source>
        <translation>打字机模式</translation>
    </message>
    <message>
        <source>Typographic quotes and dashes: on or off</source>
        <translation>印刷体引号和破折号：开或关</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Usual size of text</source>
        <translation>默认文字大小</translation>
    </message>
    <message>
        <source>Show or hide the outline</source>
        <translation>显示或隐藏大纲</translation>
    </message>
    <message>
        <source>Show or hide the panels</source>
        <translation>显示或隐藏面板</translation>
    </message>
    <message>
        <source>Close the project</source>
        <translation>关闭项目</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save a copy of this text…</source>
        <translation>将本文另存副本…</translation>
    </message>
    <message>
        <source>Versions of this text…</source>
        <translation>此文本的版本…</translation>
    </message>
    <message>
        <source>Keep a version</source>
        <translation>保留版本</translation>
    </message>
    <message>
        <source>New scene</source>
        <translation>新场景</translation>
    </message>
    <message>
        <source>New chapter</source>
        <translation>新章节</translation>
    </message>
    <message>
        <source>New part</source>
        <translation>新的部</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>新笔记</translation>
    </message>
    <message>
        <source>New character</source>
        <translation>新人物</translation>
    </message>
    <message>
        <source>New place</source>
        <translation>新地点</translation>
    </message>
    <message>
        <source>Next scene</source>
        <translation>下一场景</translation>
    </message>
    <message>
        <source>Scene before</source>
        <translation>上一场景</translation>
    </message>
    <message>
        <source>Go to the outline</source>
        <translation>转到大纲</translation>
    </message>
    <message>
        <source>Go to the text</source>
        <translation>转到文本</translation>
    </message>
    <message>
        <source>Undo in the outline</source>
        <translation>撤销大纲更改</translation>
    </message>
    <message>
        <source>Redo in the outline</source>
        <translation>重做大纲更改</translation>
    </message>
    <message>
        <source>Duplicate the chosen text</source>
        <translation>复制所选文本</translation>
    </message>
    <message>
        <source>Move the chosen to the trash</source>
        <translation>将所选移到回收站</translation>
    </message>
    <message>
        <source>Focus mode</source>
        <translation>专注模式</translation>
    </message>
    <message>
        <source>Focus on paragraph or sentence</source>
        <translation>专注于段落或句子</translation>
    </message>
    <message>
        <source>Split view</source>
        <translation>拆分视图</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Panels of the text</source>
        <translation>文本面板</translation>
    </message>
    <message>
        <source>Show the text or another view of the project</source>
        <translation>显示文本或项目的其他视图</translation>
    </message>
    <message>
        <source>Second view of the text</source>
        <translation>文本的第二视图</translation>
    </message>
    <message>
        <source>Open in a second view</source>
        <translation>在第二视图中打开</translation>
    </message>
</context>
<context>
    <name>WritingEnginePage</name>
    <message>
        <source>More models: a GGUF file, or a folder in the Hugging Face format, in one of the folders of the page Folders. LM Studio’s and GPT4All’s folders can be added there as they are.</source>
        <translation>更多模型：把 GGUF 文件或 Hugging Face 格式的文件夹放进“文件夹”页中的某个文件夹。LM Studio 和 GPT4All 的文件夹可以直接添加。</translation>
    </message>
    <message>
        <source>%1 (not on this machine)</source>
        <translation>%1（不在本机）</translation>
    </message>
    <message>
        <source>%1 (cannot be used)</source>
        <translation>%1（无法使用）</translation>
    </message>
    <message>
        <source>There is no language model yet.</source>
        <translation>还没有语言模型。</translation>
    </message>
    <message>
        <source>Add the folder of one on the page Folders.</source>
        <translation>请在“文件夹”页添加语言模型所在的文件夹。</translation>
    </message>
    <message>
        <source>Texts are written with: %1</source>
        <translation>写文字使用：%1</translation>
    </message>
    <message>
        <source>The engine has not told yet what this machine can do.</source>
        <translation>引擎尚未报告本机的能力。</translation>
    </message>
    <message>
        <source>Automatic picks: %1</source>
        <translation>自动选择：%1</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个词元</translation>
    </message>
    <message>
        <source>{count} threads</source>
        <translation>{count} 个线程</translation>
    </message>
    <message>
        <source>The model then needs about %1.</source>
        <translation>这时模型大约需要 %1。</translation>
    </message>
    <message>
        <source>It writes texts on; it has no template for instructions, so tools ask it by example.</source>
        <translation>它只会续写；它没有指令模板，所以工具用示例来提问。</translation>
    </message>
    <message>
        <source>Licence: %1</source>
        <translation>许可证：%1</translation>
    </message>
</context>
<context>
    <name>_EditorAids</name>
    <message>
        <source>Typography</source>
        <translation>排版符号</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
</context>
<context>
    <name>_PromptRow</name>
    <message>
        <source>Draw this prompt</source>
        <translation>绘制这条提示词</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Remove this prompt</source>
        <translation>移除这条提示词</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>Weight of %1</source>
        <translation>%1 的权重</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
</context>
<context>
    <name>_SizeDialog</name>
    <message>
        <source>Keep the ratio of width and height</source>
        <translation>保持宽高比</translation>
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
        <source>Of the size now</source>
        <translation>占现有尺寸的比例</translation>
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

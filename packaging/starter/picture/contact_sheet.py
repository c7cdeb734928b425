"""Step 10: paints a sheet of prompts by seeds, to look at."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from package import GUIDANCE_SCALE
from PIL import Image
from sampling import load_pipeline, paint

PROMPTS = (
    "a mountain lake at sunset with a sailboat",
    "a snowy forest at night under a full moon",
    "the sea on a sunny day with two sailboats",
    "a desert at dawn with a cactus",
    "rolling hills in autumn with a house, in the evening",
    "cherry trees in spring at noon, mountains",
    "a green meadow in summer, a small cottage and pine trees",
    "high snowy mountains in winter at sunrise",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=Path("resources/starter/picture"))
    parser.add_argument("--out", type=Path, default=Path("build/starter-picture/sheet.png"))
    parser.add_argument("--guidance", type=float, default=GUIDANCE_SCALE)
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--height", type=int, default=256)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    pipeline = load_pipeline(args.model)
    sheet = Image.new("RGB", (args.width * args.seeds * 2, args.height * len(PROMPTS) // 2))
    for i, prompt in enumerate(PROMPTS):
        pictures = paint(
            pipeline, [prompt] * args.seeds, list(range(args.seeds)), args.guidance, (args.width, args.height)
        )
        for k, picture in enumerate(pictures):
            column = k + args.seeds * (i % 2)
            sheet.paste(Image.fromarray(picture), (column * args.width, i // 2 * args.height))
    args.out.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(args.out)


if __name__ == "__main__":
    main()

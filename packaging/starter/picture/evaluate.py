"""Step 9: measures a packaged model: prompts followed, things drawn, image to image, seconds per picture."""

# The annotations of diffusers do not fit what it takes and returns.
# pyright: reportPrivateImportUsage=false
from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from diffusers import StableDiffusionPipeline
from package import GUIDANCE_SCALE
from probes import ANSWERS, JUDGE, Judge, calibrate, load_judge, true_answers
from prompts import PAIRS, pair_prompts, unseen_prompts
from render import load_scenes
from sampling import load_pipeline, paint, repaint
from scenes import Scene


def share(values: list[bool]) -> float:
    """The percentage of true values, one decimal."""
    return round(100 * sum(values) / max(1, len(values)), 1)


def luma(pixels: np.ndarray) -> np.ndarray:
    """Mean brightness (n,) of uint8 (n, h, w, 3), 0 to 255."""
    return (pixels.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)).mean((1, 2))


def judge_prompts(pipeline: StableDiffusionPipeline, judge: Judge, guidance: float) -> dict[str, object]:
    """How many of 100 unseen prompts get the time of day, the season and the kind of place they ask for."""
    asked = unseen_prompts()
    pictures = paint(pipeline, [a.prompt for a in asked], [1000 + i for i in range(len(asked))], guidance)
    given = judge.answers(pictures)
    right: dict[str, list[bool]] = {"time": [], "season": [], "place": []}
    misses = []
    for i, a in enumerate(asked):
        for question in right:
            wanted, got = getattr(a, question), ANSWERS[question][given[question][i]]
            if wanted is not None:
                right[question].append(wanted == got)
                if wanted != got:
                    misses.append({"prompt": a.prompt, "asked": wanted, "drawn": got})
    return {**{f"{q}_right": share(v) for q, v in right.items()}, "prompts": len(asked), "misses": misses}


def judge_pairs(
    pipeline: StableDiffusionPipeline, judge: Judge, guidance: float, seeds: int = 4
) -> list[dict[str, object]]:
    """How often a thing is seen when asked for, and when not."""
    rows: dict[str, tuple[list[bool], list[bool]]] = {}
    for present, absent, question, answers in pair_prompts():
        row = rows.setdefault(question, ([], []))
        for prompt, seen in ((present, row[0]), (absent, row[1])):
            pictures = paint(pipeline, [prompt] * seeds, list(range(seeds)), guidance)
            seen += [bool(answer in answers) for answer in judge.answers(pictures)[question]]
    return [
        {"thing": q, "asked": share(a), "not_asked": share(b), "pictures": len(a)}
        for q, (a, b) in rows.items()
    ]


def false_claims(judge: Judge, pixels: np.ndarray, scenes: list[Scene]) -> dict[str, float]:
    """How often, in percent, the judge sees on true renders what is not there.

    For time, place and season the worst answer stands for the question; for things, any answer that the pairs
    count as having it.
    """
    given, right = judge.answers(pixels), true_answers(scenes)
    rates = {}
    for question in ("time", "place", "season"):
        answers = range(len(ANSWERS[question]))
        rates[question] = max(float((given[question] == i)[right[question] != i].mean()) for i in answers)
    for _, _, question, answers in PAIRS:
        seen, shown = np.isin(given[question], answers), np.isin(right[question], answers)
        rates[question] = max(rates.get(question, 0.0), float(seen[~shown].mean()))
    return {f"false_{question}": round(100 * rate, 1) for question, rate in rates.items()}


def judge_repainting(
    pipeline: StableDiffusionPipeline, pictures: np.ndarray, guidance: float
) -> dict[str, object]:
    """Image to image at half strength on pictures (n, h, w, 3) of the day: only night must darken."""
    night = repaint(pipeline, pictures, "a landscape at night", 0.5, guidance)
    day = repaint(pipeline, pictures, "a landscape on a sunny day", 0.5, guidance)
    return {
        "night_darker": share(list(luma(night) < luma(pictures) - 15)),
        "luma_before": round(float(luma(pictures).mean()), 1),
        "luma_night": round(float(luma(night).mean()), 1),
        "luma_day": round(float(luma(day).mean()), 1),
    }


def seconds_per_picture(folder: Path, guidance: float, threads: int = 2) -> dict[str, float]:
    """Wall-clock seconds of one warm 256 x 256 picture in 20 steps, by precision."""
    torch.set_num_threads(threads)
    seconds = {}
    for name, dtype in (("bfloat16", torch.bfloat16), ("float32", torch.float32)):
        pipeline = load_pipeline(folder, dtype)
        paint(pipeline, ["a lake"], [0], guidance)
        begin = time.perf_counter()
        paint(pipeline, ["a lake at night"] * 3, [1, 2, 3], guidance, batch=1)
        seconds[name] = round((time.perf_counter() - begin) / 3, 2)
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/starter-picture"))
    parser.add_argument("--model", type=Path, default=Path("resources/starter/picture"))
    parser.add_argument("--guidance", type=float, default=GUIDANCE_SCALE)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--quick", action="store_true", help="only the 100 prompts, nothing is written")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    judge = load_judge(JUDGE)
    pipeline = load_pipeline(args.model)
    held_out, scenes = (
        np.load(args.work / "held-out.npy", mmap_mode="r"),
        load_scenes(args.work / "held-out.jsonl"),
    )
    followed = judge_prompts(pipeline, judge, args.guidance)
    for name, value in followed.items():
        print(name, value if name != "misses" else json.dumps(value, indent=1), flush=True)
    if args.quick:
        return
    days = np.array([held_out[i] for i, s in enumerate(scenes) if s.time == "day"][:16])
    calibration = [vars(row) for row in calibrate(judge, held_out, scenes)]
    report = {
        "prompts": followed,
        "things": judge_pairs(pipeline, judge, args.guidance),
        "image_to_image": judge_repainting(pipeline, days, args.guidance),
        "seconds": seconds_per_picture(args.model, args.guidance, args.threads),
        "calibration": calibration,
        "guidance_scale": args.guidance,
    }
    report["summary"] = {
        **{name: followed[name] for name in ("time_right", "season_right", "place_right", "prompts")},
        **{f"{row['thing']}_asked": row["asked"] for row in report["things"]},
        **{f"{row['thing']}_not_asked": row["not_asked"] for row in report["things"]},
        **report["image_to_image"],
        **{f"seconds_{name}": value for name, value in report["seconds"].items()},
        **false_claims(judge, held_out, scenes),
    }
    (args.work / "evaluation.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    for name, value in report["summary"].items():
        print(f"{name:24} {value}", flush=True)


if __name__ == "__main__":
    main()

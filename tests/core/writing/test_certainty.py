"""A word is tinted where the model was less sure than it usually is in this text."""

from studio.core.writing.certainty import SHARES, scale_of


def spread(middle: float, count: int = 200) -> list[float]:
    """Probabilities around a middle, as many below as above."""
    return [middle * 4 ** (2 * place / (count - 1) - 1) for place in range(count)]


def tinted(shares: list[float]) -> float:
    scale = scale_of(shares)
    return sum(scale.step(share) > 0 for share in shares) / len(shares)


def test_of_a_small_and_of_a_large_model_about_a_quarter_is_tinted():
    for middle in (0.02, 0.1, 0.22):
        assert abs(tinted(spread(middle)) - SHARES[0]) < 0.07


def test_the_tint_is_graded_and_the_limits_fall():
    scale = scale_of(spread(0.1))
    assert scale.limits[0] > scale.limits[1] > scale.limits[2] > 0
    assert [scale.step(share) for share in (1.0, scale.limits[0], 0.0)] == [0, 0, 3]
    assert scale.step(scale.limits[1] * 1.01) == 1 and scale.step(scale.limits[2] * 1.01) == 2


def test_a_sure_word_is_never_tinted_however_sure_the_others_are():
    assert tinted([0.97] * 100 + [0.6] * 100) == 0
    assert scale_of([0.97] * 100).step(0.3) > 0


def test_few_words_are_judged_by_what_is_usual_of_models():
    scale = scale_of([0.9, 0.8])
    assert (scale.words, scale.step(0.004), scale.step(0.4)) == (2, 2, 0)
    assert scale_of([0.001, 0.5]).step(0.001) >= 2


def test_an_engine_that_does_not_tell_gives_no_tint():
    scale = scale_of([-1.0] * 50)
    assert (scale.words, scale.step(-1.0)) == (0, 0)

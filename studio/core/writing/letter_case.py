"""A replacement in the letter case of what it replaces: ANNA becomes MARIA where Anna becomes Maria. Pure."""


def in_case_of(found: str, new: str) -> str:
    """``new`` all in capitals, with a capital first, or all small, as ``found`` is; else as it was given."""
    letters = [letter for letter in found if letter.upper() != letter.lower()]
    if not letters or not new:
        return new
    if all(letter == letter.upper() for letter in letters):
        return new.upper() if len(letters) > 1 else new[0].upper() + new[1:]
    if all(letter == letter.lower() for letter in letters):
        return new.lower()
    if letters[0] == letters[0].upper() and all(letter == letter.lower() for letter in letters[1:]):
        return new[0].upper() + new[1:]
    return new

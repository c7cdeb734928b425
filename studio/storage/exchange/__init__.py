"""Manuscripts from and into files of other programs. No Qt here."""

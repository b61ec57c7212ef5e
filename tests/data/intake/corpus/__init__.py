"""Odd and broken files, each made by a builder, each with what must become of it."""

"""Docks and dialogs: thin, heavy work only by running an algorithm."""

"""What a phone would measure in the sample county: a law of our own, apart from the plugin's formulas.

Loss grows with the 3.8th power of the distance; every operator has its own field of shadows, 8 dB strong and alike within
some hundred metres; the hills in the west take up to 16 dB more.
"""

from __future__ import annotations

import math

import numpy as np

from . import geo

FIRST_M, EXPONENT, MORE_DB = 100.0, 3.8, 7.0
SHADOW_DB, WAVES, LONG_M = 8.0, 60, 700.0
POWER = {700: 29.2, 1800: 30.2, 2100: 29.9, 2600: 41.8, 3500: 41.8}
"""EIRP per resource element in dBm, by band."""
MICRO_DB, HILLS_DB, HILLS = 10.0, 16.0, (107.945, 107.905)
SEEDS = {"mobile": 11, "telecom": 12, "unicom": 13}


class Air:
    """Signals of one operator's 5G from cells: (place, band, whether micro) each."""

    def __init__(self, operator: str, senders: list) -> None:
        self.senders = senders
        rng = np.random.default_rng(SEEDS[operator])
        turn = rng.uniform(0, 2 * math.pi, WAVES)
        number = 2 * math.pi / (LONG_M * rng.uniform(0.4, 2.5, WAVES))
        self.waves = np.column_stack([number * np.cos(turn), number * np.sin(turn), rng.uniform(0, 2 * math.pi, WAVES)])

    def rsrp(self, place: tuple) -> float:
        """dBm at a place, without the phone's own noise."""
        best = -200.0
        for at, band, micro in self.senders:
            metres = max(geo.metres(at, place), 20.0)
            loss = 32.45 + 20 * math.log10(band) + 20 * math.log10(FIRST_M / 1000) + MORE_DB
            loss += 10 * EXPONENT * math.log10(metres / FIRST_M)
            best = max(best, POWER[band] - (MICRO_DB if micro else 0) - loss)
        return best + self.shadow(place) - hills(place)

    def shadow(self, place: tuple) -> float:
        east, north = (place[0] - 108.0) * 103_600, (place[1] - 21.6) * 110_700
        waves = np.cos(self.waves[:, 0] * east + self.waves[:, 1] * north + self.waves[:, 2])
        return float(SHADOW_DB * math.sqrt(2 / WAVES) * waves.sum())


def hills(place: tuple) -> float:
    """dB that the hills take, growing to the west."""
    foot, top = HILLS
    return HILLS_DB * min(max((foot - place[0]) / (foot - top), 0.0), 1.0) if place[1] > 21.595 else 0.0

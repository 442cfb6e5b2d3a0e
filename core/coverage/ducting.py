"""What the air does to a path in a few hours of a year: layers that guide and reflect, and what scatters.

ITU-R P.1812-6; equations are named by its numbers. Way in km, angles in mrad, heights in m, losses in dB.
"""

from __future__ import annotations

import math


def rare_time(dtm: float, dlm: float, latitude: float) -> tuple[float, float]:
    """b0 in % and tau (P.1812 eq. 2 to 5)."""
    tau = 1 - math.exp(-4.12e-4 * dlm**2.41)
    mu1 = min(1.0, (10 ** (-dtm / (16 - 6.6 * tau)) + 10 ** (-5 * (0.496 + 0.354 * tau))) ** 0.2)
    north = min(abs(latitude), 70.0)
    mu4 = 10 ** ((-0.935 + 0.0176 * north) * math.log10(mu1)) if north < 70 else 10 ** (0.3 * math.log10(mu1))
    return (10 ** (-0.015 * north + 1.67) if north < 70 else 4.17) * mu1 * mu4, tau


def normal(x: float) -> float:
    """The deviate exceeded with probability `x`, by P.1812's own approximation (eq. 96 and 97)."""
    if x > 0.5:
        return -normal(1 - x)
    t = math.sqrt(-2 * math.log(x))
    return t - ((0.010328 * t + 0.802853) * t + 2.515516698) / (((0.001308 * t + 0.189269) * t + 1.432788) * t + 1)


def time_share(time_pct: float, b0: float) -> float:
    """Fi between the median and the earth of b0 % (P.1812 eq. 40)."""
    if time_pct <= b0:
        return 1.0
    return 0.0 if time_pct == 50 else normal(time_pct / 100) / normal(b0 / 100)


def ducting(
    ghz: float,
    whole: float,
    w: float,
    ae: float,
    b0: float,
    tau: float,
    time_pct: float,
    horizon_km: tuple[float, float],
    angle_mrad: tuple[float, float],
    top_m: tuple[float, float],
    above_m: tuple[float, float],
    hm: float,
    coast_km: tuple[float, float],
) -> float:
    """Loss by ducts and reflecting layers (P.1812 eq. 46 to 56)."""
    coupling = 102.45 + 20 * math.log10(ghz * sum(horizon_km))
    if ghz < 0.5:
        coupling += 45.375 - 137.0 * ghz + 92.5 * ghz**2
    bent = 0.0
    for way, angle, top, coast in zip(horizon_km, angle_mrad, top_m, coast_km):
        beyond = angle - 0.1 * way
        if beyond > 0:
            coupling += 20 * math.log10(1 + 0.361 * beyond * math.sqrt(ghz * way)) + 0.264 * beyond * ghz ** (1 / 3)
        if w >= 0.75 and coast <= way and coast <= 5:
            coupling -= 3 * math.exp(-0.25 * coast**2) * (1 + math.tanh(0.07 * (50 - top)))
        bent += min(angle, 0.1 * way)
    along = 5e-5 * ae * ghz ** (1 / 3) * (1000 * whole / ae + bent)

    alpha = max(-0.6 - 3.5e-9 * whole**3.1 * tau, -3.4)
    mu2 = min(1.0, (500 / ae * whole**2 / (math.sqrt(above_m[0]) + math.sqrt(above_m[1])) ** 2) ** alpha)
    mu3 = math.exp(-4.6e-5 * (hm - 10) * (43 + 6 * min(whole - sum(horizon_km), 40))) if hm > 10 else 1.0
    b = b0 * mu2 * mu3
    lg = math.log10(b)
    slope = 1.076 / (2.0058 - lg) ** 1.012 * math.exp(-(9.51 - 4.8 * lg + 0.198 * lg**2) * 1e-6 * whole**1.13)
    ratio = time_pct / b
    return coupling + along - 12 + (1.2 + 3.7e-3 * whole) * math.log10(ratio) + 12 * ratio**slope


def troposcatter(ghz: float, whole: float, theta: float, surface_n: float, time_pct: float) -> float:
    """P.1812 eq. 44 and 45."""
    by_frequency = 25 * math.log10(ghz) - 2.5 * math.log10(ghz / 2) ** 2
    seldom = 10.125 * math.log10(50 / time_pct) ** 0.7
    return 190.1 + by_frequency + 20 * math.log10(whole) + 0.573 * theta - 0.15 * surface_n - seldom

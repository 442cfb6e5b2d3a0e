"""Diffraction by ITU-R P.1812-6, its formulas as they stand, point by point: slow, and nothing shared with the plugin."""

from __future__ import annotations

import math


def bullington(d, g, tx, rx, km, mhz, earth):
    """P.1812-6 eq. 13 to 21, as they stand."""
    lam, bend = 299.8 / mhz, 1 / earth
    inner = range(1, len(d) - 1)
    up = max((g[i] + 500 * bend * d[i] * (km - d[i]) - tx) / d[i] for i in inner)
    sight = (rx - tx) / km
    if up < sight:
        v = max(
            (g[i] + 500 * bend * d[i] * (km - d[i]) - (tx * (km - d[i]) + rx * d[i]) / km)
            * math.sqrt(0.002 * km / (lam * d[i] * (km - d[i])))
            for i in inner
        )
    else:
        down = max((g[i] + 500 * bend * d[i] * (km - d[i]) - rx) / (km - d[i]) for i in inner)
        at = (rx - tx + down * km) / (up + down)
        v = (tx + up * at - (tx * (km - at) + rx * at) / km) * math.sqrt(0.002 * km / (lam * at * (km - at)))
    edge = 0 if v <= -0.78 else 6.9 + 20 * math.log10(math.sqrt((v - 0.1) ** 2 + 1) + v - 0.1)
    return edge + (1 - math.exp(-edge / 6)) * (10 + 0.02 * km)


def feet(d, h, tx, rx, km):
    """P.1812-6 eq. 85 to 90: the smooth surface at both ends, for diffraction."""
    n = len(d)
    v1 = sum((d[i] - d[i - 1]) * (h[i] + h[i - 1]) for i in range(1, n))
    v2 = sum((d[i] - d[i - 1]) * (h[i] * (2 * d[i] + d[i - 1]) + h[i - 1] * (d[i] + 2 * d[i - 1])) for i in range(1, n))
    first, last = (2 * v1 * km - v2) / km**2, (v2 - v1 * km) / km**2
    over = [h[i] - (tx * (km - d[i]) + rx * d[i]) / km for i in range(1, n - 1)]
    top = max(over)
    if top > 0:
        up = max(o / d[i + 1] for i, o in enumerate(over))
        down = max(o / (km - d[i + 1]) for i, o in enumerate(over))
        first, last = first - top * up / (up + down), last - top * down / (up + down)
    return min(first, h[0]), min(last, h[-1])


def first_term(km, tx, rx, ghz, earth, permittivity, conductivity, vertical):
    """Eq. 29 to 36."""
    odd = (18 * conductivity / ghz) ** 2
    k = 0.036 * (earth * ghz) ** (-1 / 3) * ((permittivity - 1) ** 2 + odd) ** (-1 / 4)
    if vertical:
        k *= (permittivity**2 + odd) ** (1 / 2)
    beta = (1 + 1.6 * k**2 + 0.67 * k**4) / (1 + 4.5 * k**2 + 1.53 * k**4)
    x = 21.88 * beta * (ghz / earth**2) ** (1 / 3) * km
    far = 11 + 10 * math.log10(x) - 17.6 * x if x >= 1.6 else -20 * math.log10(x) - 5.6488 * x**1.425
    loss = -far
    for height in (tx, rx):
        b = beta * 0.9575 * beta * (ghz**2 / earth) ** (1 / 3) * height
        low = 20 * math.log10(b + 0.1 * b**3)
        gain = 17.6 * (b - 1.1) ** (1 / 2) - 5 * math.log10(b - 1.1) - 8 if b > 2 else low
        loss -= max(gain, 2 + 20 * math.log10(k))
    return loss


def mixed(km, tx, rx, ghz, earth, sea, vertical):
    over = first_term(km, tx, rx, ghz, earth, 80, 5, vertical), first_term(km, tx, rx, ghz, earth, 22, 0.003, vertical)
    return sea * over[0] + (1 - sea) * over[1]


def spherical(km, tx, rx, mhz, sea, earth, vertical):
    """Eq. 22 to 28."""
    ghz, lam = mhz / 1000, 299.8 / mhz
    if km >= math.sqrt(2 * earth) * (math.sqrt(0.001 * tx) + math.sqrt(0.001 * rx)):
        return mixed(km, tx, rx, ghz, earth, sea, vertical)
    c, m = (tx - rx) / (tx + rx), 250 * km**2 / (earth * (tx + rx))
    b = (
        2
        * math.sqrt((m + 1) / (3 * m))
        * math.cos(math.pi / 3 + math.acos(3 * c / 2 * math.sqrt(3 * m / (m + 1) ** 3)) / 3)
    )
    d1 = km / 2 * (1 + b)
    d2 = km - d1
    clear = ((tx - 500 * d1**2 / earth) * d2 + (rx - 500 * d2**2 / earth) * d1) / km
    needed = 17.456 * math.sqrt(d1 * d2 * lam / km)
    if clear > needed:
        return 0.0
    grazing = mixed(km, tx, rx, ghz, 500 * (km / (math.sqrt(tx) + math.sqrt(rx))) ** 2, sea, vertical)
    return max(grazing, 0) * (1 - clear / needed)


def plainly(d, h, clutter, htx, hrx, mhz, earth, sea, vertical=True):
    km, tx, rx = d[-1], h[0] + htx, h[-1] + hrx
    g = [h[0], *(a + b for a, b in zip(h[1:-1], clutter[1:-1])), h[-1]]
    actual = bullington(d, g, tx, rx, km, mhz, earth)
    a, b = feet(d, h, tx, rx, km)
    smooth = bullington(d, [0.0] * len(d), tx - a, rx - b, km, mhz, earth)
    sphere = spherical(km, tx - a, rx - b, mhz, sea, earth, vertical)
    return actual, smooth, sphere, actual + max(sphere - smooth, 0)

"""Every picture of the demo outlet is drawn here, from a name and a seed: no rights, no downloads, the same on every machine.

`draw("halftone:3:sun", 1600, 1067)` asks one generator for its layers (a mask and a colour each) and prints them on paper.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw

INK, BONE, WHITE = "#121214", "#F1EFE9", "#FFFFFF"
HOT, COBALT, SUN = "#FF4F24", "#1F3BD9", "#FFE54A"
SKY, GREEN, VIOLET = "#8FA3FF", "#0A6B3D", "#7A22C9"

# ground, figure, accent
PALETTES = {
    "bone": (BONE, INK, HOT),
    "hot": (HOT, INK, BONE),
    "sun": (SUN, INK, HOT),
    "cobalt": (COBALT, BONE, SUN),
    "blue": (BONE, COBALT, HOT),
    "ink": (INK, HOT, SKY),
    "night": (INK, BONE, SUN),
    "sky": (SKY, INK, HOT),
    "violet": (VIOLET, BONE, SUN),
    "green": (GREEN, BONE, SUN),
    "white": (WHITE, COBALT, HOT),
}

# Masks are drawn this much larger and averaged down: Pillow draws hard edges.
OVERSAMPLE = 2

Point = tuple[float, float]
Mask = Image.Image
Layer = tuple[Mask, str]


@dataclass(frozen=True)
class Sheet:
    """The paper that a generator draws on, in oversampled pixels, with its three inks and its own dice."""

    width: int
    height: int
    dice: Random
    ground: str
    figure: str
    accent: str

    @property
    def short(self) -> int:
        return min(self.width, self.height)

    @property
    def long(self) -> int:
        return max(self.width, self.height)

    def mask(self) -> tuple[Mask, ImageDraw.ImageDraw]:
        image = Image.new("L", (self.width, self.height))
        return image, ImageDraw.Draw(image)


def disc(draw: ImageDraw.ImageDraw, centre: Point, radius: float, fill: int = 255) -> None:
    x, y = centre
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)


def grooves(sheet: Sheet) -> Iterator[Layer]:
    """Two systems of record grooves; where they overlap they interfere, on the accent."""
    unit = sheet.height
    left = (sheet.width * 0.02, unit * sheet.dice.choice((0.6, 0.34, 0.5)))
    right = (sheet.width * 0.98, unit * sheet.dice.choice((0.36, 0.62, 0.42)))
    radius = max(0.70 * unit, 0.62 * sheet.width)
    rings, discs = [], []
    for centre, pitch, lobes in ((left, 26, 9), (right, 22, 11)):
        groove, area = groove_system(sheet, centre, unit / pitch, lobes, radius)
        rings.append(groove)
        discs.append(area)
    yield ImageChops.darker(*discs), sheet.accent
    yield ImageChops.difference(*rings), sheet.figure
    labels, on_labels = sheet.mask()
    holes, on_holes = sheet.mask()
    for centre in (left, right):
        disc(on_labels, centre, 0.115 * unit)
        disc(on_holes, centre, 0.02 * unit)
    yield labels, sheet.figure
    yield holes, sheet.ground


def groove_system(sheet: Sheet, centre: Point, pitch: float, lobes: int, radius: float) -> tuple[Mask, Mask]:
    """Wobbling rings around a centre, and the disc that they fill."""
    rings, on_rings = sheet.mask()
    angles = [math.tau * step / 360 for step in range(360)]
    wobble = [0.10 * math.sin(lobes * angle) for angle in angles]
    turns = [(math.cos(angle), math.sin(angle)) for angle in angles]
    for half in range(int(2 * radius / pitch) + 2, 0, -1):
        outline = []
        for (cosine, sine), shift in zip(turns, wobble, strict=True):
            distance = max(0.0, (half / 2 - shift) * pitch)
            outline.append((centre[0] + distance * cosine, centre[1] + distance * sine))
        on_rings.polygon(outline, fill=255 if half % 2 else 0)
    area, on_area = sheet.mask()
    disc(on_area, centre, radius)
    return ImageChops.darker(rings, area), area


def waveforms(sheet: Sheet) -> Iterator[Layer]:
    """Two takes of one song, back to back: one waveform up, one down."""
    middle, gap, count = sheet.height / 2, sheet.height * 0.012, 120
    step = sheet.width / count
    for direction, peak, colour in ((-1, 0.33, sheet.figure), (1, 0.66, sheet.accent)):
        mask, on_mask = sheet.mask()
        phase = sheet.dice.uniform(0, math.tau)
        for bar in range(count):
            swell = math.exp(-(((bar / count - peak) / 0.23) ** 2))
            beat = abs(math.sin(bar * 0.55 + phase) * math.cos(bar * 0.17 + 2 * phase))
            level = 0.06 + 0.42 * swell * beat + 0.05 * sheet.dice.random()
            ends = sorted((middle + direction * gap, middle + direction * level * sheet.height))
            on_mask.rectangle(((bar + 0.22) * step, ends[0], (bar + 0.8) * step, ends[1]), fill=255)
        yield mask, colour


def halftone(sheet: Sheet) -> Iterator[Layer]:
    """A turned screen of dots whose size follows a simple light."""
    mask, on_mask = sheet.mask()
    cell = sheet.short / 58
    cosine, sine = math.cos(math.radians(22)), math.sin(math.radians(22))
    light = sheet.dice.choice((lamp, horizon, eclipse))
    place = (sheet.dice.uniform(0.38, 0.62), sheet.dice.uniform(0.45, 0.62))
    reach = int((sheet.width + sheet.height) / cell) + 1
    for row in range(-reach // 2, reach):
        for column in range(-reach // 2, reach):
            x = (column * cosine - row * sine) * cell
            y = (column * sine + row * cosine) * cell
            if -cell < x < sheet.width + cell and -cell < y < sheet.height + cell:
                value = light(x / sheet.width, y / sheet.height, sheet.width / sheet.height, place)
                if value > 0.01:
                    disc(on_mask, (x, y), 0.74 * cell * math.sqrt(min(value, 1)))
    yield mask, sheet.figure


def lamp(x: float, y: float, aspect: float, place: Point) -> float:
    return 1 - min(1, math.hypot((x - place[0]) * aspect, y - place[1]) * 1.7) ** 0.8


def horizon(x: float, y: float, aspect: float, place: Point) -> float:
    return max(0, y - 0.15 + 0.25 * math.sin(6 * x + 9 * place[0])) ** 1.2


def eclipse(x: float, y: float, aspect: float, place: Point) -> float:
    rim = abs(math.hypot((x - place[0]) * aspect, y - place[1]) - 0.30)
    return max(0, 1 - rim * 4.2) + max(0, 0.28 - y) * 0.4


def stripes(sheet: Sheet) -> Iterator[Layer]:
    """Level bands that swell where something passes below."""
    mask, on_mask = sheet.mask()
    bands, middle = sheet.dice.choice((9, 12, 16, 22)), sheet.dice.uniform(0.25, 0.75)
    waves, strength = sheet.dice.uniform(1.0, 2.6), sheet.dice.uniform(0.9, 1.6)
    pitch = sheet.height / bands

    def edge(half: int) -> list[Point]:
        points = []
        for step in range(241):
            x = step / 240
            bend = strength * math.sin(math.tau * x * waves) * math.exp(-(((x - middle) / 0.28) ** 2))
            points.append((x * sheet.width, (half / 2 - bend) * pitch))
        return points

    for half in range(-4, 2 * bands + 6, 2):
        on_mask.polygon(edge(half) + edge(half + 1)[::-1], fill=255)
    yield mask, sheet.figure


def blocks(sheet: Sheet) -> Iterator[Layer]:
    """A sheet of dots that breathe across the grid, one of them in another colour."""
    mask, on_mask = sheet.mask()
    odd, on_odd = sheet.mask()
    cell = sheet.short / 8
    columns, rows = math.ceil(sheet.width / cell), math.ceil(sheet.height / cell)
    across, down = sheet.dice.uniform(1.3, 2.1), sheet.dice.uniform(0.6, 1.2)
    chosen = (sheet.dice.randrange(1, columns - 1), sheet.dice.randrange(1, rows - 1))
    for column in range(columns):
        for row in range(rows):
            centre = ((column + 0.5) * cell, (row + 0.5) * cell)
            if (column, row) == chosen:
                disc(on_odd, centre, 0.46 * cell)
            else:
                size = (math.sin(column * across + row * down) + 1) / 2 * 0.44 + 0.05
                disc(on_mask, centre, size * cell)
    yield mask, sheet.figure
    yield odd, sheet.accent


def arcs(sheet: Sheet) -> Iterator[Layer]:
    """Quarter records laid as tiles, each turned as the dice say."""
    mask, on_mask = sheet.mask()
    filled, on_filled = sheet.mask()
    cell = sheet.short / 4
    for column in range(math.ceil(sheet.width / cell)):
        for row in range(math.ceil(sheet.height / cell)):
            arc_tile(sheet, on_mask, on_filled, (column * cell, row * cell), cell)
    yield mask, sheet.figure
    yield filled, sheet.accent


def arc_tile(
    sheet: Sheet, on_mask: ImageDraw.ImageDraw, on_filled: ImageDraw.ImageDraw, at: Point, cell: float
) -> None:
    corner = sheet.dice.randrange(4)
    x, y = at[0] + cell * (corner in (1, 2)), at[1] + cell * (corner in (2, 3))
    start = (0, 90, 180, 270)[corner]
    for ring in range(9, 0, -1):
        radius = cell * ring / 9
        box = (x - radius, y - radius, x + radius, y + radius)
        on_mask.pieslice(box, start, start + 90, fill=255 if ring % 2 else 0)
    if sheet.dice.random() < 0.22:
        radius = cell * 5 / 9
        on_filled.pieslice((x - radius, y - radius, x + radius, y + radius), start, start + 90, fill=255)


def grid(sheet: Sheet) -> Iterator[Layer]:
    """A chequered floor with a ball under it."""
    mask, on_mask = sheet.mask()
    ball, on_ball = sheet.mask()
    count = 22
    cell = sheet.long / count
    centre = (sheet.width * sheet.dice.uniform(0.42, 0.58), sheet.height * sheet.dice.uniform(0.44, 0.56))
    radius = 0.40 * sheet.short
    disc(on_ball, centre, radius)

    def lift(column: float, row: float) -> Point:
        x, y = column * cell - centre[0], row * cell - centre[1]
        distance = math.hypot(x, y)
        if 0 < distance < radius:
            scale = radius * math.sin(math.pi / 2 * distance / radius) / distance
            x, y = x * scale, y * scale
        return x + centre[0], y + centre[1]

    for column in range(-1, count + 1):
        for row in range(-1, count + 1):
            if (column + row) % 2 == 0:
                on_mask.polygon(tile_outline(lift, column, row), fill=255)
    yield ball, sheet.accent
    yield mask, sheet.figure


def tile_outline(lift: Callable[[float, float], Point], column: int, row: int) -> list[Point]:
    """A tile's four sides, in eighths, so that they can bend."""
    eighths = [step / 8 for step in range(8)]
    return [
        *(lift(column + part, row) for part in eighths),
        *(lift(column + 1, row + part) for part in eighths),
        *(lift(column + 1 - part, row + 1) for part in eighths),
        *(lift(column, row + 1 - part) for part in eighths),
    ]


def rays(sheet: Sheet) -> Iterator[Layer]:
    """Stage light through rings: beams and circles that swap colours where they cross."""
    beams, on_beams = sheet.mask()
    rings, on_rings = sheet.mask()
    centre = (sheet.width * sheet.dice.uniform(0.3, 0.7), sheet.height * sheet.dice.uniform(0.3, 0.7))
    reach, count = 1.5 * sheet.long, sheet.dice.choice((28, 36, 44))
    for beam in range(count):
        edges = [math.tau * (beam + side) / count for side in (0, 0.5)]
        far = [(centre[0] + reach * math.cos(edge), centre[1] + reach * math.sin(edge)) for edge in edges]
        on_beams.polygon([centre, *far], fill=255)
    for ring in range(6, 0, -1):
        disc(on_rings, centre, ring * sheet.short / 12, 255 if ring % 2 == 0 else 0)
    core, on_core = sheet.mask()
    disc(on_core, centre, sheet.short / 12)
    yield ImageChops.difference(beams, rings), sheet.figure
    yield core, sheet.accent


def spiral(sheet: Sheet) -> Iterator[Layer]:
    """A run-out groove with several arms, turning inwards."""
    mask, on_mask = sheet.mask()
    centre = (sheet.width * 0.5, sheet.height * sheet.dice.uniform(0.45, 0.55))
    arms, twist = sheet.dice.choice((6, 8, 10)), sheet.dice.choice((-1, 1)) * sheet.dice.uniform(0.9, 1.3)
    reach = math.hypot(sheet.width, sheet.height) * 0.62

    def point(step: int, turn: float) -> Point:
        distance = reach * (step / 120) ** 1.6
        angle = turn + twist * math.log(0.02 + step / 120) * 1.7
        return centre[0] + distance * math.cos(angle), centre[1] + distance * math.sin(angle)

    for arm in range(arms):
        turn, width = math.tau * arm / arms, math.pi / arms
        inner = [point(step, turn) for step in range(121)]
        outer = [point(step, turn + width) for step in range(120, -1, -1)]
        on_mask.polygon(inner + outer, fill=255)
    label, on_label = sheet.mask()
    disc(on_label, centre, sheet.short * 0.085)
    yield mask, sheet.figure
    yield label, sheet.accent


def staircase(sheet: Sheet) -> Iterator[Layer]:
    """Stacked cubes that read as steps going up, or down."""
    side = sheet.short / sheet.dice.choice((6, 7, 8))
    rise, run = side / 2, side * math.sqrt(3) / 2
    faces = [sheet.mask() for _ in range(2)]
    marked, on_marked = sheet.mask()
    for row in range(-1, int(sheet.height / (rise * 3)) + 2):
        for column in range(-1, int(sheet.width / (2 * run)) + 2):
            x, y = (column + (row % 2) / 2) * 2 * run, row * 3 * rise
            top = [(x, y - 2 * rise), (x + run, y - rise), (x, y), (x - run, y - rise)]
            left = [(x - run, y - rise), (x, y), (x, y + side), (x - run, y + rise)]
            faces[0][1].polygon(left, fill=255)
            if sheet.dice.random() < 0.16:
                on_marked.polygon(top, fill=255)
            for line in range(1, 6, 2):
                shift, end = side * line / 6, side * (line + 1) / 6
                right = [(x, y + shift), (x + run, y - rise + shift), (x + run, y - rise + end), (x, y + end)]
                faces[1][1].polygon(right, fill=255)
    for mask, _ in faces:
        yield mask, sheet.figure
    yield marked, sheet.accent


def ridges(sheet: Sheet) -> Iterator[Layer]:
    """A range of hills made of sound, each in front of the last, under a low sun."""
    sun, on_sun = sheet.mask()
    range_of_hills, on_hills = sheet.mask()
    shadow, on_shadow = sheet.mask()
    count, middle = 13, sheet.dice.uniform(0.3, 0.7)
    disc(on_sun, (sheet.width * (1 - middle), sheet.height * 0.24), sheet.short * 0.15)
    for line in range(count):
        crest = hill_crest(sheet, 0.34 + 0.62 * line / (count - 1), middle)
        outline = [*crest, (sheet.width, sheet.height), (0, sheet.height)]
        on_shadow.polygon(outline, fill=255)
        on_hills.polygon(outline, fill=0 if line % 2 else 255)
    yield sun, sheet.accent
    yield shadow, sheet.ground
    yield range_of_hills, sheet.figure


def hill_crest(sheet: Sheet, base: float, middle: float) -> list[Point]:
    phases = [sheet.dice.uniform(0, math.tau) for _ in range(3)]
    points = []
    for step in range(181):
        x = step / 180
        swell = 0.12 + math.exp(-(((x - middle) / 0.26) ** 2))
        waves = sum(math.sin(x * speed + phase) for speed, phase in zip((9, 17, 29), phases, strict=True))
        points.append((x * sheet.width, sheet.height * (base - 0.035 * swell * (waves + 2.4))))
    return points


def meters(sheet: Sheet) -> Iterator[Layer]:
    """Level meters: columns of lamps, the top ones in the red."""
    calm, on_calm = sheet.mask()
    peak, on_peak = sheet.mask()
    columns, rows = 15, 18
    wide, high = sheet.width / columns, sheet.height / rows
    phase, speed = sheet.dice.uniform(0, math.tau), sheet.dice.uniform(0.5, 0.9)
    for column in range(columns):
        level = 6 + 9 * abs(math.sin(column * speed + phase)) + 3 * sheet.dice.random()
        for row in range(min(rows, int(level))):
            x, y = column * wide, sheet.height - (row + 1) * high
            lamps = on_peak if row >= 13 else on_calm
            lamps.rectangle((x + 0.1 * wide, y + 0.14 * high, x + 0.9 * wide, y + 0.86 * high), fill=255)
    yield calm, sheet.figure
    yield peak, sheet.accent


def drums(sheet: Sheet) -> Iterator[Layer]:
    """Nine drums from above, each struck somewhere else."""
    mask, on_mask = sheet.mask()
    struck, on_struck = sheet.mask()
    cell, rows = sheet.short / 3, 3
    columns = max(3, round(sheet.width / cell))
    wide, high = sheet.width / columns, sheet.height / rows
    for column in range(columns):
        for row in range(rows):
            x, y = (column + 0.5) * wide, (row + 0.5) * high
            angle, full = sheet.dice.uniform(0, math.tau), 0.47 * min(wide, high)
            for ring in range(8, 0, -1):
                slip = full * (8 - ring) / 8 * 0.62
                centre = (x + slip * math.cos(angle), y + slip * math.sin(angle))
                disc(on_mask, centre, full * ring / 8, 255 if ring % 2 == 0 else 0)
            slip = full * 0.62 * 7 / 8
            disc(on_struck, (x + slip * math.cos(angle), y + slip * math.sin(angle)), full / 8)
    yield mask, sheet.figure
    yield struck, sheet.accent


def moire(sheet: Sheet) -> Iterator[Layer]:
    """Two combs of lines, a few degrees apart, and the beat between them."""
    combs = []
    lean = sheet.dice.uniform(8, 14)
    for tilt in (-lean / 2, lean / 2):
        mask, on_mask = sheet.mask()
        pitch, slope = sheet.short / 34, math.tan(math.radians(tilt)) * sheet.height
        for line in range(-12, int(sheet.width / pitch) + 12):
            x = line * pitch
            on_mask.polygon(
                [
                    (x - slope / 2, 0),
                    (x + pitch / 2 - slope / 2, 0),
                    (x + pitch / 2 + slope / 2, sheet.height),
                    (x + slope / 2, sheet.height),
                ],
                fill=255,
            )
        combs.append(mask)
    window, on_window = sheet.mask()
    disc(on_window, (sheet.width * sheet.dice.uniform(0.4, 0.6), sheet.height / 2), 0.36 * sheet.short)
    beat = ImageChops.difference(*combs)
    yield ImageChops.subtract(combs[0], window), sheet.figure
    yield window, sheet.accent
    yield ImageChops.darker(beat, window), sheet.figure


GENERATORS: dict[str, Callable[[Sheet], Iterator[Layer]]] = {
    maker.__name__: maker
    for maker in (
        grooves, waveforms, halftone, stripes, blocks, arcs, grid, rays, spiral, staircase, ridges, meters, drums, moire,
    )
}  # fmt: skip


def draw(art: str, width: int, height: int) -> Image.Image:
    """The picture that `art` ("generator:seed" or "generator:seed:palette") names, in that size."""
    name, seed, *rest = art.split(":")
    palette = PALETTES[rest[0] if rest else "bone"]
    sheet = Sheet(width * OVERSAMPLE, height * OVERSAMPLE, Random(f"{name}:{seed}"), *palette)
    page = Image.new("RGB", (width, height), sheet.ground)
    for mask, colour in GENERATORS[name](sheet):
        page.paste(colour, (0, 0), mask.reduce(OVERSAMPLE))
    return page

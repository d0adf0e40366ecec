"""Draws the icons of the app package: three steps that rise, the last one ticked off.

Run `python3 icons.py` in this folder; only the standard library is needed. color.png is 192x192, opaque, with the
drawing inside the middle 96x96; outline.png is 32x32, white on transparent.
"""
import struct
import zlib

BLUE, LIGHT, WHITE = (15, 108, 189), (150, 198, 236), (255, 255, 255)
SAMPLES = 8


def rounded(left, top, right, bottom, radius):
    def inside(x, y):
        if not (left <= x <= right and top <= y <= bottom):
            return False
        dx = max(left + radius - x, x - (right - radius), 0)
        dy = max(top + radius - y, y - (bottom - radius), 0)
        return dx * dx + dy * dy <= radius * radius
    return inside


def stroke(points, width):
    def inside(x, y):
        for (ax, ay), (bx, by) in zip(points, points[1:]):
            lx, ly = bx - ax, by - ay
            along = max(0, min(1, ((x - ax) * lx + (y - ay) * ly) / (lx * lx + ly * ly)))
            if (x - ax - along * lx) ** 2 + (y - ay - along * ly) ** 2 <= (width / 2) ** 2:
                return True
        return False
    return inside


def draw(size, background, shapes):
    """Shapes are in units of a 96 wide square in the middle of 192; each is (inside, colour)."""
    rows = []
    for row in range(size):
        line = bytearray([0])
        for column in range(size):
            total, alpha = [0, 0, 0], 0
            for sample in range(SAMPLES * SAMPLES):
                x = column + (sample % SAMPLES + 0.5) / SAMPLES
                y = row + (sample // SAMPLES + 0.5) / SAMPLES
                colour = background
                for inside, paint in shapes:
                    if inside(x, y):
                        colour = paint
                if colour is not None:
                    alpha += 1
                    total = [a + b for a, b in zip(total, colour)]
            line += bytes([*(round(c / alpha) for c in total), round(255 * alpha / SAMPLES ** 2)] if alpha else [255, 255, 255, 0])
        rows.append(bytes(line))
    return rows


def write(name, size, rows):
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    with open(name, 'wb') as file:
        file.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', size, size, 8, 6, 0, 0, 0))
                   + chunk(b'IDAT', zlib.compress(b''.join(rows), 9)) + chunk(b'IEND', b''))


write('color.png', 192, draw(192, BLUE, [
    (rounded(48, 112, 74, 144, 5), LIGHT),
    (rounded(83, 92, 109, 144, 5), LIGHT),
    (rounded(118, 72, 144, 144, 5), WHITE),
    (stroke([(54, 72), (70, 88), (104, 52)], 11), WHITE),
]))
write('outline.png', 32, draw(32, None, [
    (rounded(4, 20, 10, 28, 1.2), WHITE),
    (rounded(13, 15, 19, 28, 1.2), WHITE),
    (rounded(22, 9, 28, 28, 1.2), WHITE),
    (stroke([(4.5, 9), (8.5, 13), (16.5, 4.5)], 2.6), WHITE),
]))

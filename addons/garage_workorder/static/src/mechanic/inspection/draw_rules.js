/**
 * Drawing on a photo: arrow, circle, free line. Pure: shapes are kept in parts of the
 * picture's width and height, so that they look the same on any screen.
 *
 * A shape is {tool: "arrow" | "circle" | "line", points: [[x, y], ...]}.
 */

/** A place on the picture from a place on the screen. */
export function placeOf(ev, area) {
    const part = (value, size) => Math.min(1, Math.max(0, value / size));
    return [
        part(ev.clientX - area.left, area.width),
        part(ev.clientY - area.top, area.height),
    ];
}

/** The shape while the finger moves: arrow and circle keep start and end only. */
export function extend(shape, point) {
    const points =
        shape.tool === "line" ? [...shape.points, point] : [shape.points[0], point];
    return { ...shape, points };
}

/** A tap without a movement draws nothing, except the dot of a line. */
export function isDrawn(shape) {
    const [[x, y]] = shape.points;
    const far = ([a, b]) => Math.hypot(a - x, b - y) > 0.01;
    return shape.tool === "line" || shape.points.some(far);
}

/** The two ends of an arrow's head. */
export function arrowHead([x1, y1], [x2, y2], length) {
    const angle = Math.atan2(y2 - y1, x2 - x1);
    return [angle + 2.6, angle - 2.6].map((side) => [
        x2 + Math.cos(side) * length,
        y2 + Math.sin(side) * length,
    ]);
}

const TRACE = {
    line(pen, points) {
        pen.moveTo(...points[0]);
        points.forEach((point) => pen.lineTo(...point));
    },
    circle(pen, [start, end]) {
        const [x, y] = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
        const width = Math.abs(end[0] - start[0]) / 2;
        const height = Math.abs(end[1] - start[1]) / 2;
        pen.ellipse(x, y, width, height, 0, 0, 2 * Math.PI);
    },
    arrow(pen, [start, end], thick) {
        const [left, right] = arrowHead(start, end, thick * 4);
        pen.moveTo(...start);
        pen.lineTo(...end);
        pen.moveTo(...left);
        pen.lineTo(...end);
        pen.lineTo(...right);
    },
};

/** Draw shapes on a canvas of that size; a white edge keeps them visible on red. */
export function drawShapes(pen, shapes, width, height) {
    const thick = Math.max(4, Math.round(Math.max(width, height) / 120));
    Object.assign(pen, { lineCap: "round", lineJoin: "round" });
    for (const { tool, points } of shapes) {
        const places = points.map(([x, y]) => [x * width, y * height]);
        if (places.length < 2) {
            places.push(places[0]);
        }
        for (const [colour, line] of [
            ["#fff", thick * 1.8],
            ["#d91d2a", thick],
        ]) {
            pen.beginPath();
            Object.assign(pen, { strokeStyle: colour, lineWidth: line });
            TRACE[tool](pen, places, thick);
            pen.stroke();
        }
    }
}

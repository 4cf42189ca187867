/** A car from above and from both sides, on which damage is marked. */
const BODY = [
    // from above: body, windscreen, rear window, mirrors
    "M70 150 q0 -34 40 -40 h380 q40 6 40 40 v60 q0 34 -40 40 h-380 q-40 -6 -40 -40 z",
    "M190 122 q-16 58 0 116 l44 -12 q-8 -46 0 -92 z",
    "M438 126 q12 54 0 108 l-36 -10 q7 -44 0 -88 z",
    "M214 108 l-10 -16 h16 z M214 252 l-10 16 h16 z",
];
const SIDE = [
    "M60 60 q4 -14 40 -18 l70 -8 q44 -32 104 -32 q80 0 130 34 l96 10 q40 4 44 30 v12 h-484 z",
    "M184 34 q34 -22 82 -22 v24 z M276 12 q62 0 104 26 h-104 z",
    "M110 78 a26 26 0 1 0 52 0 a26 26 0 1 0 -52 0 M430 78 a26 26 0 1 0 52 0 a26 26 0 1 0 -52 0",
];

export const SKETCH_SIZE = { width: 1200, height: 1000 };

function trace(pen, paths) {
    paths.forEach((path) => pen.stroke(new Path2D(path)));
}

/** Draw the outline on a canvas of SKETCH_SIZE. */
export function drawCar(pen) {
    const { width, height } = SKETCH_SIZE;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, width, height);
    pen.save();
    Object.assign(pen, { strokeStyle: "#495057", lineWidth: 3, lineJoin: "round" });
    pen.scale(2, 2);
    pen.save();
    pen.translate(0, 20);
    trace(pen, SIDE);
    pen.translate(0, 35);
    trace(pen, BODY);
    pen.restore();
    // the other side, seen from the other side
    pen.translate(600, 355);
    pen.scale(-1, 1);
    trace(pen, SIDE);
    pen.restore();
}

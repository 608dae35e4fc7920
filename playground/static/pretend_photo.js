// Draws a picture to send for people who have none at hand: an estate at a random time of day.

const WIDTH = 640;
const HEIGHT = 480;
const SKIES = [["#9fd3f0", "#eaf6fb"], ["#f4b183", "#fde9d2"], ["#28365a", "#6b6f9c"]];

export function pretendPhoto() {
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
  const pen = canvas.getContext("2d");
  sky(pen, SKIES[Math.floor(Math.random() * SKIES.length)]);
  [[40, 150, "#c9b79c"], [230, 70, "#d8c9b3"], [420, 120, "#bfae98"]].forEach((block) =>
    house(pen, ...block));
  pen.fillStyle = "#5c7d5a";
  pen.fillRect(0, HEIGHT - 40, WIDTH, 40);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function sky(pen, [above, below]) {
  const shade = pen.createLinearGradient(0, 0, 0, HEIGHT);
  shade.addColorStop(0, above);
  shade.addColorStop(1, below);
  pen.fillStyle = shade;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
}

function house(pen, left, top, colour) {
  pen.fillStyle = colour;
  pen.fillRect(left, top, 170, HEIGHT - top);
  for (let y = top + 16; y < HEIGHT - 70; y += 34) {
    for (let x = left + 14; x < left + 150; x += 38) {
      pen.fillStyle = Math.random() < 0.35 ? "#ffe9a8" : "#6f8796";
      pen.fillRect(x, y, 26, 20);
    }
  }
}

// What the plot draws is told apart, and from its key, also where colours are few or are none.
import { expect, test } from "./fixtures.mjs";
import { drag, open, openGroup, openWhatIf, policyFields, timeline } from "./console.mjs";

const MEDIA = {
  "a light screen": { colorScheme: "light" },
  "a dark screen": { colorScheme: "dark" },
  "forced colours": { forcedColors: "active" },
  "forced colours in the dark": { forcedColors: "active", colorScheme: "dark" },
  paper: { media: "print" },
};

/** How what is drawn looks, and what stands for it in the key; colours as red, green and blue. */
function looks(card) {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (color, alpha = 1) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.globalAlpha = alpha;
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, opacity] = canvas.getImageData(0, 0, 1, 1).data;
    return opacity === 0 ? "none" : [red, green, blue].join(" ");
  };
  const one = (selector) => card.querySelector(selector);
  const stroked = (selector) => {
    const { stroke, strokeWidth, strokeDasharray } = getComputedStyle(one(selector));
    const dash = strokeDasharray === "none" ? [] : strokeDasharray.split(/[\s,]+/).map(parseFloat);
    const style = dash.length === 0 ? "solid" : dash[0] < 1 ? "dotted" : "dashed";
    return { color: rgb(stroke), width: Number.parseFloat(strokeWidth), style, dash: dash.join() };
  };
  const filled = (selector) => {
    const { fill, stroke } = getComputedStyle(one(selector));
    const isHatched = fill.startsWith("url");
    return {
      fill: isHatched ? "hatched" : fill === "none" ? "none" : "plain",
      color: isHatched ? stroked(".hatch").color : rgb(fill === "none" ? stroke : fill),
    };
  };
  const swatch = (name) => {
    const style = getComputedStyle(one(`.key .${name} i`));
    const isHatched = style.backgroundImage !== "none";
    return {
      color: rgb(style.borderTopColor),
      style: style.borderTopStyle,
      width: Number.parseFloat(style.borderTopWidth),
      fill: isHatched ? "hatched" : rgb(style.backgroundColor) === "none" ? "none" : "plain",
      /** Whether what fills it is printed, too. */
      isPrinted: (style.printColorAdjust ?? style.webkitPrintColorAdjust) === "exact",
    };
  };
  return {
    ground: rgb(getComputedStyle(card).backgroundColor),
    lines: Object.fromEntries(
      ["saved", "edited", "band"].map((tone) => [tone, stroked(`.line.${tone}`)]),
    ),
    thresholds: Object.fromEntries(
      ["saved", "edited"].map((tone) => [tone, stroked(`line.threshold.${tone}`)]),
    ),
    stretches: { cooldown: filled(".cooldown[d]"), overload: filled(".overload[d]") },
    key: Object.fromEntries(
      ["saved", "edited", "band", "cooldown", "overload"].map((name) => [name, swatch(name)]),
    ),
  };
}

/** The contrast of two colours, as WCAG has it. */
function contrast(a, b) {
  const [light, dark] = [a, b]
    .map((color) => {
      const [red, green, blue] = color.split(" ").map((part) => {
        const share = part / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

for (const [where, media] of Object.entries(MEDIA)) {
  test(`what is drawn is told apart, and by its key: ${where}`, async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 1000 });
    // What is folded would begin to fade to its new colours as it is unfolded.
    await page.emulateMedia({ reducedMotion: "reduce" });
    await open(page);
    await openGroup(page, "checkout-api");
    await openWhatIf(page);
    const up = policyFields(page, "my-policy-scale-up");
    await drag(up.getByRole("slider", { name: "Threshold slider" }), 60);
    const key = timeline(page).locator(".key");
    await expect(key).toContainText(/Saved.*Edited.*Demand at saturation.*Cooldown.*Overload/);
    await page.emulateMedia(media);
    const {
      ground,
      lines,
      thresholds,
      stretches,
      key: swatches,
    } = await timeline(page).evaluate(looks);

    // Not by colour alone.
    const { saved, edited, band } = lines;
    expect(edited.color, "an edit has a colour of its own").not.toBe(saved.color);
    expect(edited.width, "and is stronger").toBeGreaterThan(saved.width * 1.5);
    expect([saved.style, edited.style, band.style]).toEqual(["solid", "solid", "dotted"]);
    expect(thresholds.edited.dash).not.toBe(thresholds.saved.dash);
    expect(thresholds.edited.color).not.toBe(thresholds.saved.color);
    expect(stretches.cooldown.fill).toBe("hatched");
    expect(stretches.overload.fill, "overload is no pattern").not.toBe("hatched");
    for (const [name, { color }] of Object.entries({ ...lines, ...stretches })) {
      expect(contrast(color, ground), `${name} can be seen: ${color}`).toBeGreaterThanOrEqual(3);
    }

    // The key shows each as it is drawn.
    for (const [name, { color, style }] of Object.entries(lines)) {
      expect
        .soft({ color: swatches[name].color, style: swatches[name].style }, name)
        .toEqual({ color, style });
    }
    expect(swatches.edited.width).toBeGreaterThan(swatches.saved.width);
    for (const [name, { fill, color }] of Object.entries(stretches)) {
      expect.soft(swatches[name].fill, `${name} in the key`).toBe(fill);
      if (name === "overload") expect.soft(swatches[name].color, name).toBe(color);
      if (media.media === "print") expect.soft(swatches[name].isPrinted, name).toBe(true);
    }
    // axe reads the colours of a page that has none of its own wrongly.
    await page.emulateMedia({ media: "screen", forcedColors: "none" });
  });
}

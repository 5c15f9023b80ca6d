import { writeFile } from "node:fs/promises";
import type { Browser, Page } from "@playwright/test";
import type { Tend } from "@/test/tend";
import { locale, zone } from "./example";
import { themes } from "./sizes";
import { setStage } from "./stage";
import { showToday } from "./view-states";

// What components/site/picture.tsx says that they measure; the second pixel is for dense screens.
const pictures = [
  { name: "today", width: 1200, height: 750 },
  { name: "today-phone", width: 390, height: 640 },
] as const;
const webpQuality = 0.86;

/** Takes Today as it is in use, for the landing page and for the README. */
export async function publish(browser: Browser, tend: Tend): Promise<void> {
  for (const { name, width, height } of pictures) {
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: 2,
      locale,
      timezoneId: zone,
      reducedMotion: "reduce",
      serviceWorkers: "block",
    });
    const stage = await setStage(tend, context, "nadia");
    if (name === "today") await showToday(stage);
    else await stage.open("/today");
    for (const theme of themes) {
      await stage.page.emulateMedia({ colorScheme: theme });
      const png = await stage.page.screenshot({ animations: "disabled" });
      await writeFile(`docs/${name}-${theme}.png`, png);
      await writeFile(`public/landing/${name}-${theme}.webp`, await toWebp(await context.newPage(), png));
    }
    await context.close();
  }
}

/** The browser's own encoder, on a page without a policy. */
async function toWebp(page: Page, png: Buffer): Promise<Buffer> {
  const source = `data:image/png;base64,${png.toString("base64")}`;
  const url = await page.evaluate(
    async ([source, quality]) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      canvas.getContext("2d")?.drawImage(image, 0, 0);
      const blob = await canvas.convertToBlob({ type: "image/webp", quality });
      return new Promise<string>((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(String(reader.result));
        reader.readAsDataURL(blob);
      });
    },
    [source, webpQuality] as const,
  );
  await page.close();
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}

import path from "node:path";
import type { Plugin } from "esbuild";

/** Collections that are bundled whole where one thing of them is used, and what of them is. */
const collections: Record<string, string> = {
  "zod/v4/locales/index.js": 'export { default as en } from "./en.js";',
  "rate-limiter-flexible/index.js": `
    exports.RateLimiterMemory = require("./lib/RateLimiterMemory");
    exports.RateLimiterRes = require("./lib/RateLimiterRes");`,
};

/** Leaves out fifty languages of zod's messages, and the limiters that count in databases which Tend does not have. */
export const leanPlugin: Plugin = {
  name: "lean",
  setup(build) {
    for (const [file, contents] of Object.entries(collections)) {
      const filter = new RegExp(`/node_modules/${file.replaceAll(".", "\\.")}$`);
      build.onLoad({ filter }, (args) => ({ contents, resolveDir: path.dirname(args.path) }));
    }
  },
};

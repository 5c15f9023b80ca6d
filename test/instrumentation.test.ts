import { build } from "esbuild";
import { expect, it } from "vitest";

it("of instrumentation.ts Edge compiles itself alone, which warns of nothing of Node's", async () => {
  const { metafile } = await build({
    entryPoints: ["instrumentation.ts"],
    define: { "process.env.NEXT_RUNTIME": '"edge"' },
    bundle: true,
    packages: "external",
    platform: "node",
    outdir: "unwritten",
    write: false,
    metafile: true,
  });
  expect(Object.keys(metafile.inputs)).toEqual(["instrumentation.ts"]);
});

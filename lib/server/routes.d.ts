// Made at build time by scripts/routes-plugin.ts.
declare module "#routes" {
  import type { Route } from "@/lib/server/listener";

  export const routes: Route[];
}

import { type PrecacheEntry, type RouteHandlerCallbackOptions, Serwist } from "serwist";
import { isAppPath } from "@/components/app/views";

// Put in by scripts/build.ts: the built assets and the shell.
declare const precacheEntries: PrecacheEntry[];

const patienceMs = 3_000;

const serwist = new Serwist({
  precacheEntries,
  precacheOptions: {
    cleanupOutdatedCaches: true,
    directoryIndex: null,
    cleanURLs: false,
    // An asset's address may carry its version; the shell is the same whatever it is asked.
    ignoreURLParametersMatching: [/./],
  },
  clientsClaim: true,
  navigationPreload: true,
  runtimeCaching: [{ matcher: ({ request }) => request.mode === "navigate", handler: openPage }],
});
serwist.addEventListeners();

/** The page from the network. Where that fails: the shell, which is nobody's. A page of the app waits only so long. */
async function openPage({ request, event, url }: RouteHandlerCallbackOptions): Promise<Response> {
  const isApp = isAppPath(url.pathname);
  const page = fetchPage(request, event);
  const answer = await Promise.race([page.catch(() => undefined), ...(isApp ? [sleep(patienceMs)] : [])]);
  if (answer && !(isApp && answer.status >= 500)) return answer;
  return (await serwist.matchPrecache("/shell")) ?? page;
}

/** The browser asks for the page while the worker starts; where it can't, we do. */
async function fetchPage(
  request: Request,
  { preloadResponse }: { preloadResponse?: Promise<Response | undefined> },
): Promise<Response> {
  return (await preloadResponse) ?? fetch(request);
}

const sleep = (ms: number) => new Promise<undefined>((resolve) => setTimeout(resolve, ms));

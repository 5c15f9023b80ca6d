/** Next's convention. It compiles this for Edge, too, where nothing of ours runs: so nothing is imported above the condition. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { prepareProcess } = await import("@/lib/prepare-process");
    await prepareProcess();
  }
}

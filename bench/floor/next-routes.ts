import { answer } from "./core";
import type { OperationName } from "./plan";

/** Next gives a route without parameters no promise of them. */
type Context = { params?: Promise<{ taskId?: string }> };

function handle(operation: OperationName) {
  return async (request: Request, { params }: Context): Promise<Response> => {
    const authorization = request.headers.get("authorization") ?? undefined;
    const { taskId = "" } = (await params) ?? {};
    const body: unknown = request.method === "GET" ? undefined : await request.json();
    const { status, text } = await answer[operation]({ authorization, id: taskId, body });
    return new Response(text, { status, headers: { "Content-Type": "application/json" } });
  };
}

export const list = handle("list");
export const get = handle("get");
export const create = handle("create");
export const complete = handle("complete");

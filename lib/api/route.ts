import { type PublicAnswers, publicOperations } from "@/lib/contract/operations";
import { type Method, methods, toOlderPath } from "@/lib/contract/paths";
import { type Answer, toResponse } from "./answer";
import type { Handler } from "./handle";
import { type Observation, observe } from "./observation";
import { ApiError, answerProblem } from "./problem";
import { countRequest } from "./rate-limit";
import { authenticate } from "./token";
import { noQuery, readQuery, validate, validationFailed } from "./validation";

/** The path's parameters, decoded: `[taskId]` is a string, `[...all]` a list. */
export type Params = Record<string, string | string[]>;
// Next has no parameters at all for a path without any.
type RouteHandler = (request: Request, context: { params: Promise<Params | undefined> }) => Promise<Response>;

/**
 * The seven methods of a path, which Next and the front door both ask for by name. `dynamic` spares each call Next's
 * proxy around the Request.
 */
type RouteModule = Record<Method, RouteHandler> & { dynamic: "force-dynamic" };

/** What answers one call, or throws what becomes a problem. */
type Respond = (request: Request, params: Params, observation: Observation) => Promise<Answer | Response>;

/**
 * A path whose every method is answered by one function.
 * @param pattern what the log calls the path: that of the contract, as `/api/tasks/{taskId}`
 */
export function everyMethod(pattern: string, respond: Respond): RouteModule {
  const run: RouteHandler = (request, context) =>
    observe(request, pattern, async (observation) => {
      try {
        const answer = await respond(request, (await context.params) ?? {}, observation);
        const response = answer instanceof Response ? answer : toResponse(answer, observation, request.method);
        return observation.end(request, response);
      } catch (error) {
        const problem = answerProblem(error, observation.requestId);
        return observation.end(request, toResponse(problem, observation, request.method));
      }
    });
  return { GET: run, HEAD: run, POST: run, PUT: run, PATCH: run, DELETE: run, OPTIONS: run, dynamic: "force-dynamic" };
}

/** RFC 9110, section 9.3.7, and what a browser asks before it calls from another origin. */
function answerOptions(allow: string): Answer {
  return {
    status: 204,
    headers: {
      Allow: allow,
      "Access-Control-Allow-Methods": allow,
      "Access-Control-Allow-Headers":
        "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-Id",
      "Access-Control-Max-Age": "86400",
    },
  };
}

/** A path of the task API. Whatever happens, the order of judgement is the contract's: 401, 403, 405, then the rest. */
export function route(...handlers: [Handler, ...Handler[]]): RouteModule {
  const [{ path }] = handlers;
  const find = (method: string) => handlers.find((handler) => handler.method === (method === "HEAD" ? "GET" : method));
  const allow = methods.filter((method) => method === "OPTIONS" || find(method)).join(", ");
  return everyMethod(path, async (request, params, observation) => {
    if (params.userId !== undefined) observation.route = toOlderPath(path);
    if (request.method === "OPTIONS") return answerOptions(allow);
    observation.beginAuth();
    const owner = await authenticate(request.headers);
    observation.endAuth();
    await countRequest(owner);
    if (params.userId !== undefined && params.userId !== owner) throw new ApiError("forbidden");
    const handler = find(request.method);
    if (!handler) throw new ApiError("method_not_allowed", { headers: { Allow: allow } });
    return await handler.run(request, params, owner);
  });
}

/** A path that anyone may read: the operation's answer, made anew for each call. */
export function publicRoute<Name extends keyof PublicAnswers>(
  name: Name,
  read: () => PublicAnswers[Name] | Promise<PublicAnswers[Name]>,
  headers: Record<string, string> = {},
): RouteModule {
  const { path, success } = publicOperations[name];
  const allow = "GET, HEAD, OPTIONS";
  return everyMethod(path, async (request) => {
    if (request.method === "OPTIONS") return answerOptions(allow);
    if (request.method !== "GET" && request.method !== "HEAD")
      throw new ApiError("method_not_allowed", { headers: { Allow: allow } });
    const { errors } = validate(noQuery, readQuery(request.url));
    if (errors) throw validationFailed(errors);
    return { status: success.status, body: await read(), headers };
  });
}

import { ApiError } from "./problem";

const jsonTypes = ["application/json"];
const mergePatchTypes = [...jsonTypes, "application/merge-patch+json"];

function getMediaType(request: Request): string | undefined {
  return request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
}

function assertMediaType(request: Request, allowsMergePatch: boolean): void {
  const mediaType = getMediaType(request);
  const accepted = allowsMergePatch ? mergePatchTypes : jsonTypes;
  const encoding = request.headers.get("content-encoding") ?? "identity";
  const charset = /charset="?([^";\s]+)/i.exec(request.headers.get("content-type") ?? "")?.[1] ?? "utf-8";
  if (!mediaType || !accepted.includes(mediaType) || encoding !== "identity" || charset.toLowerCase() !== "utf-8") {
    throw new ApiError("unsupported_media_type", { detail: `Send ${accepted.join(" or ")} in UTF-8, not compressed` });
  }
}

function tooLarge(maxBytes: number): ApiError {
  return new ApiError("too_large", { detail: `A body may have ${maxBytes} bytes` });
}

/** Refuses a body by the length that it announces. */
function assertLength(request: Request, maxBytes: number): void {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

/** Reads a body of at most `maxBytes`; of a larger one, no more than the chunk that passes the limit. */
async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  assertLength(request, maxBytes);
  try {
    // HTTP delivers no more than was announced, and a stream is slow to read.
    if (request.headers.has("content-length")) return new Uint8Array(await request.arrayBuffer());
    return request.body ? await readStream(request.body, maxBytes) : new Uint8Array();
  } catch (error) {
    // Who hangs up in the middle hears nothing of it, and is nobody's fault here.
    throw error instanceof ApiError ? error : new ApiError("malformed_request");
  }
}

async function readStream(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks, length);
    length += value.byteLength;
    if (length > maxBytes) {
      // Not awaited: a sender that never ends would hold the answer.
      reader.cancel().catch(() => {});
      throw tooLarge(maxBytes);
    }
    chunks.push(value);
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a JSON body, judging its size, its type and its syntax in this order.
 * @returns undefined for an empty body
 * @throws ApiError too_large, unsupported_media_type, malformed_json
 */
export async function readJson(
  request: Request,
  { maxBytes, mergePatch = false }: { maxBytes: number; mergePatch?: boolean },
): Promise<unknown> {
  const bytes = await readBytes(request, maxBytes);
  if (bytes.byteLength === 0) return undefined;
  assertMediaType(request, mergePatch);
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    throw new ApiError("malformed_json");
  }
}

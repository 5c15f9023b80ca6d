import { once } from "node:events";
import { createServer, type Socket } from "node:net";

const message = (type: string, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
};
const int16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const int32 = (value: number) => Buffer.concat([int16(value >> 16), int16(value & 0xffff)]);
const text = (value: string) => Buffer.from(`${value}\0`);

const ready = message("Z", Buffer.from("I"));

/** One column, one row: https://www.postgresql.org/docs/current/protocol-message-formats.html */
function formatRow(column: string, value: string): Buffer {
  const description = Buffer.concat([text(column), int32(0), int16(0), int32(25), int16(-1), int32(-1), int16(0)]);
  return Buffer.concat([
    message("T", int16(1), description),
    message("D", int16(1), int32(value.length), Buffer.from(value)),
    message("C", text("SHOW")),
    ready,
  ]);
}

/**
 * Starts what greets as a PostgreSQL of this version, says its version when it is asked, and nothing else.
 * @param versionNum as `server_version_num` has it
 */
export async function startOldPostgres(versionNum: string) {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("data", () => {
      socket.write(Buffer.concat([message("R", int32(0)), ready]));
      socket.on("data", (bytes) => {
        if (bytes.toString("latin1", 0, 1) !== "Q") return void socket.end();
        const query = bytes.toString("utf8", 5).replace(/\0.*/s, "");
        asked.push(query);
        if (query === "show server_version_num") socket.write(formatRow("server_version_num", versionNum));
        else socket.end();
      });
    });
    socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  return {
    url: `postgresql://tend@127.0.0.1:${address.port}/tend`,
    asked,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

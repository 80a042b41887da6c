import type { FastifyReply, FastifyRequest } from "fastify";

/** Answers with a file, or with the part of it that `Range: bytes=a-b` asks for: players need that to seek. */
export function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  file: { bytes: Buffer; mimeType: string },
): FastifyReply {
  const { length } = file.bytes;
  reply.type(file.mimeType).header("accept-ranges", "bytes");
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
  if (from === "" && to === "") {
    return reply.send(file.bytes);
  }
  // Without a beginning it is the last so many bytes.
  const start = from === "" ? Math.max(0, length - Number(to)) : Number(from);
  const end = from === "" || to === "" ? length - 1 : Math.min(Number(to), length - 1);
  if (start > end) {
    return reply.code(416).header("content-range", `bytes */${length}`).send();
  }
  return reply
    .code(206)
    .header("content-range", `bytes ${start}-${end}/${length}`)
    .send(file.bytes.subarray(start, end + 1));
}

import type { FastifyInstance } from "fastify";

/** JSON is the only body that the API takes; an empty one counts as none. Poisoned keys (`__proto__`) are refused. */
export function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") {
      done(null, undefined);
      return;
    }
    void parse(request, String(body), done);
  });
}

import type { FastifyReply, FastifyRequest } from "fastify";

/** What the auth library may know of a request: its cookie, its browser and where it came from. */
export function authHeadersOf(request: FastifyRequest): Headers {
  const headers = new Headers({ "x-client-ip": request.ip });
  for (const name of ["cookie", "user-agent"] as const) {
    const value = request.headers[name];
    if (value !== undefined) {
      headers.set(name, value);
    }
  }
  return headers;
}

/** Passes the cookies of the library's answer on to the browser. */
export function passCookies(headers: Headers, reply: FastifyReply): void {
  const cookies = headers.getSetCookie();
  if (cookies.length > 0) {
    reply.header("set-cookie", cookies);
  }
}

/** An S3-compatible store: where it answers, whose bucket it is, and who we are there. */
export type S3Settings = {
  /** Address of the bucket, path style, with a prefix for our keys if there is one; no slash at the end. */
  bucketUrl: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
};

/** The words that a wrong address gets; they never repeat it, for it holds a secret. */
export const s3UrlRule = "must look like https://access-key:secret-key@host/bucket?region=eu-west-1";

/** Reads S3_URL; null: it is none. The region may be left out where the store knows none. */
export function readS3Url(text: string): S3Settings | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol) || url.hash !== "") {
    return null;
  }
  const path = url.pathname.replace(/\/+$/, "");
  const region = url.searchParams.get("region") ?? "us-east-1";
  const isWhole = url.username !== "" && url.password !== "" && /^(?:\/[\w.-]+)+$/.test(path);
  const others = [...url.searchParams.keys()].filter((key) => key !== "region");
  if (!isWhole || others.length > 0 || !/^[a-z0-9-]+$/.test(region)) {
    return null;
  }
  try {
    return {
      bucketUrl: `${url.origin}${path}`,
      region,
      accessKeyId: decodeURIComponent(url.username),
      secretAccessKey: decodeURIComponent(url.password),
    };
  } catch {
    return null;
  }
}

import type { FieldValues, TemplateContent } from "./template.ts";

/** One parameter of the `components` array of a template message, as Meta reads it. */
export type SendParameter =
  | { readonly type: "text"; readonly text: string; readonly parameter_name?: string }
  | { readonly type: "coupon_code"; readonly coupon_code: string }
  | { readonly type: "image"; readonly image: MediaSource }
  | { readonly type: "video"; readonly video: MediaSource }
  | { readonly type: "document"; readonly document: MediaSource & { readonly filename?: string } }
  | {
      readonly type: "location";
      readonly location: {
        readonly latitude: string;
        readonly longitude: string;
        readonly name?: string;
        readonly address?: string;
      };
    };

/** Exactly one of an uploaded id and a link, which Meta fetches. */
export type MediaSource = { readonly id: string } | { readonly link: string };

/** One entry of the `components` array of a template message. */
export type SendComponent =
  | { readonly type: "header" | "body"; readonly parameters: readonly SendParameter[] }
  | {
      readonly type: "button";
      readonly sub_type: "url" | "copy_code";
      readonly index: string;
      readonly parameters: readonly SendParameter[];
    };

/** The `components` array that sends a filled template; empty when it has no fields. Throws when one is missing. */
export declare function toSendComponents(template: TemplateContent, values: FieldValues): SendComponent[];

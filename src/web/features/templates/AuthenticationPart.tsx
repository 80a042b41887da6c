import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import type { TemplateButton } from "#domain/template.ts";
import { useWords } from "../../ui/use-words.ts";
import type { ProblemAt } from "./problem-text.ts";
import classes from "./TemplateEditor.module.css";
import type { TemplateEditing } from "./use-template-editor.ts";

type Props = { editing: TemplateEditing; problemAt: ProblemAt };

const ways = ["COPY_CODE", "ONE_TAP", "ZERO_TAP"] as const;

/** A template of one-time codes: WhatsApp writes its texts, the business only says how the code arrives. */
export function AuthenticationPart({ editing, problemAt }: Props) {
  const words = useWords();
  const { form, change } = editing;
  const button = form.buttons.find(({ type }) => type === "OTP") ?? { type: "OTP", otp_type: "COPY_CODE" };
  const [app = { package_name: "", signature_hash: "" }] = button.supported_apps ?? [];
  const put = (changed: TemplateButton): void => change({ buttons: [changed] });
  return (
    <fieldset className={classes.part}>
      <legend className={classes.legend}>{words("workbench.button.OTP")}</legend>
      <p className={classes.advice}>{words("workbench.editor.authLead")}</p>
      <Checkbox
        label={words("workbench.editor.security")}
        checked={form.hasAdvice}
        onChange={(event) => change({ hasAdvice: event.currentTarget.checked })}
      />
      <TextInput
        label={words("workbench.editor.minutes")}
        description={words("workbench.editor.minutesHint")}
        inputMode="numeric"
        autoComplete="off"
        value={form.minutes}
        error={problemAt("footer")}
        onChange={(event) => change({ minutes: event.currentTarget.value })}
      />
      <NativeSelect
        label={words("workbench.editor.otpKind")}
        value={button.otp_type ?? ""}
        error={problemAt("buttons", { index: 0, field: "otp_type" })}
        onChange={(event) => put({ ...button, otp_type: event.currentTarget.value })}
        data={ways.map((value) => ({ value, label: words(`workbench.otp.${value}`) }))}
      />
      {button.otp_type !== "COPY_CODE" && (
        <div className={classes.pair}>
          <TextInput
            label={words("workbench.editor.package")}
            autoComplete="off"
            value={app.package_name}
            onChange={(event) =>
              put({ ...button, supported_apps: [{ ...app, package_name: event.currentTarget.value }] })
            }
          />
          <TextInput
            label={words("workbench.editor.signature")}
            autoComplete="off"
            value={app.signature_hash}
            error={problemAt("buttons", { index: 0, field: "supported_apps" })}
            onChange={(event) =>
              put({ ...button, supported_apps: [{ ...app, signature_hash: event.currentTarget.value }] })
            }
          />
        </div>
      )}
    </fieldset>
  );
}

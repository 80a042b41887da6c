import type { JsonObject } from "../json.ts";
import { asObjects } from "../json.ts";
import { requireText, requireValid } from "../messages/require.ts";
import type { PhoneNumber } from "../model.ts";

/** Welcome message, ice breakers and commands of a number: `conversational_automation` (§7.6). */
export function changeAutomation(phoneNumber: PhoneNumber, body: JsonObject): JsonObject {
  const prompts = body.prompts ?? phoneNumber.automation.prompts ?? [];
  const commands = body.commands ?? phoneNumber.automation.commands ?? [];
  const welcome = body.enable_welcome_message ?? phoneNumber.automation.enable_welcome_message ?? false;
  requireValid(typeof welcome === "boolean", "enable_welcome_message must be true or false.");
  requireValid(Array.isArray(prompts) && prompts.length <= 4, "prompts must be a list of at most 4.");
  for (const prompt of Array.isArray(prompts) ? prompts : []) {
    requireText({ prompt }, "prompt", "prompts", 80);
  }
  requireValid(Array.isArray(commands) && commands.length <= 30, "commands must be a list of at most 30.");
  for (const command of asObjects(commands)) {
    requireText(command, "command_name", "commands.command_name", 32);
    requireText(command, "command_description", "commands.command_description", 256);
  }
  phoneNumber.automation = { enable_welcome_message: welcome, prompts, commands };
  return { success: true };
}

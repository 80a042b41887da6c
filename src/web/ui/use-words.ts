import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

/** Gives the words of the interface by their key. */
export type Words = TFunction<"translation">;

/** The words in the language of the person; renders again when it changes. */
export function useWords(): Words {
  return useTranslation().t;
}

import { formatText, type TextPiece } from "./format-text.ts";

/** A text with WhatsApp's marks shown as what they mean. */
export function FormattedText({ text }: { text: string }) {
  return <Pieces pieces={formatText(text)} />;
}

function Pieces({ pieces }: { pieces: readonly TextPiece[] }) {
  return pieces.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text that never changes
    <Piece key={index} piece={piece} />
  ));
}

function Piece({ piece }: { piece: TextPiece }) {
  switch (piece.kind) {
    case "plain":
      return piece.text;
    case "mono":
      return <code>{piece.text}</code>;
    case "bold":
      return (
        <strong>
          <Pieces pieces={piece.pieces} />
        </strong>
      );
    case "italic":
      return (
        <em>
          <Pieces pieces={piece.pieces} />
        </em>
      );
    case "strike":
      return (
        <s>
          <Pieces pieces={piece.pieces} />
        </s>
      );
    default:
      return piece satisfies never;
  }
}

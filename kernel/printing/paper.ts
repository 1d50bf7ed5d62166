/** Labels are named by their millimetres, width first. */
export type PaperSize = 'A4' | 'A5' | 'LABEL_50X25' | 'LABEL_70X35' | 'LABEL_100X150' | 'ROLL_80MM';

/** What a size of paper is like. Lengths are points of PDF, 72 to the inch. */
export interface Paper {
  readonly width: number;
  /** Null for a roll, which is cut where its content ends. */
  readonly height: number | null;
  readonly margin: number;
  readonly textSize: number;
  /** How wide a module of a code is drawn where there is room: whole dots of a thermal printer (203 a inch) where one prints it. */
  readonly moduleWidth: number;
  /** Each sheet says which it is of how many; labels only do when there are several. */
  readonly isSheet: boolean;
}

export const papers: Readonly<Record<PaperSize, Paper>> = {
  A4: { width: millimetres(210), height: millimetres(297), margin: millimetres(18), textSize: 10, moduleWidth: dots(4), isSheet: true },
  A5: { width: millimetres(148), height: millimetres(210), margin: millimetres(12), textSize: 9, moduleWidth: dots(4), isSheet: true },
  LABEL_50X25: {
    width: millimetres(50),
    height: millimetres(25),
    margin: millimetres(2),
    textSize: 6,
    moduleWidth: dots(2),
    isSheet: false,
  },
  LABEL_70X35: {
    width: millimetres(70),
    height: millimetres(35),
    margin: millimetres(2.5),
    textSize: 7,
    moduleWidth: dots(3),
    isSheet: false,
  },
  LABEL_100X150: {
    width: millimetres(100),
    height: millimetres(150),
    margin: millimetres(5),
    textSize: 10,
    moduleWidth: dots(4),
    isSheet: false,
  },
  ROLL_80MM: { width: millimetres(80), height: null, margin: millimetres(4), textSize: 9, moduleWidth: dots(4), isSheet: false },
};

/** The longest page that viewers of PDF take. */
export const longestPage = 14_400;

export function millimetres(length: number): number {
  return (length * 72) / 25.4;
}

/** Dots of a thermal printer, of which all common ones have 203 an inch. */
export function dots(count: number): number {
  return (count * 72) / 203;
}

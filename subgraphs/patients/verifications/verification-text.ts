interface Wording {
  readonly subject: string;
  /** Whoever is given the code has the patient's consent by it, so that it must not read like one for logging in. */
  readonly text: (code: string, minutes: number, until: string) => string;
}

const english: Wording = {
  subject: 'Your code',
  text: (code, minutes, until) =>
    `${code} is your code. Whoever you give it to may use your records with us until ${until}. It is good for ${minutes} minutes. Give it only where you asked for it.`,
};

const wordings: Readonly<Record<string, Wording>> = {
  en: english,
  mn: {
    subject: 'Таны код',
    text: (code, minutes, until) =>
      `Таны код: ${code}. Үүнийг өгсөн хүн, програм ${until} хүртэл таны манай дахь бүртгэлийг ашиглах эрхтэй болно. ${minutes} минут хүчинтэй. Зөвхөн өөрийн хүсэлт гаргасан газарт оруулна уу.`,
  },
  th: {
    subject: 'รหัสของคุณ',
    text: (code, minutes, until) =>
      `${code} คือรหัสของคุณ ผู้ที่คุณให้รหัสนี้จะใช้ข้อมูลของคุณกับเราได้จนถึง ${until} ใช้ได้ภายใน ${minutes} นาที กรุณาใช้เฉพาะที่คุณขอรหัสไว้เท่านั้น`,
  },
  ur: {
    subject: 'آپ کا کوڈ',
    text: (code, minutes, until) =>
      `${code} آپ کا کوڈ ہے۔ جسے آپ یہ دیں گے وہ ${until} تک ہمارے پاس موجود آپ کا ریکارڈ استعمال کر سکے گا۔ یہ ${minutes} منٹ تک کارآمد ہے۔ اسے صرف وہیں دیں جہاں آپ نے مانگا تھا۔`,
  },
};

export interface VerificationWords {
  readonly code: string;
  /** For how long the code can be entered. */
  readonly minutes: number;
  /** Until when the consent that it gives would hold. */
  readonly consentEndsAt: Date;
}

/** The words in the patient's language, in English when it is none of those above. */
export function verificationText(
  { code, minutes, consentEndsAt }: VerificationWords,
  language: string | null,
): { subject: string; text: string } {
  const { subject, text } = wordings[language?.split('-')[0]?.toLowerCase() ?? 'en'] ?? english;
  return { subject, text: text(code, minutes, consentEndsAt.toISOString().slice(0, 10)) };
}

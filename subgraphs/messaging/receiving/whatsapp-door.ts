/** The name of the door at which WhatsApp knocks. */
export const whatsappDoor = 'whatsapp';

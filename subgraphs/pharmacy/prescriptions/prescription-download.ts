import { toPdf } from '#kernel/printing/to-pdf.js';
import { defineDownload, requiredParameter } from '#kernel/subgraph/download.js';
import { readPrescriptionDocument } from './prescription-document.js';

export const prescriptionDownload = defineDownload({
  name: 'prescription',
  permission: 'prescriptions:read',
  description: 'A signed prescription as PDF, with the code that a pharmacy scans. Parameter: id, of the prescription.',
  async open(context, parameters) {
    const document = await readPrescriptionDocument(context, requiredParameter(parameters, 'id'));
    return document && { name: `${document.title}.pdf`, type: 'application/pdf', body: await toPdf(document) };
  },
});

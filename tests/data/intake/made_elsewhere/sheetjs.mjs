// Open a filled form with SheetJS and save it: node sheetjs.mjs original.xlsx sheetjs.xlsx
import xlsx from "xlsx";

const [, , from, to] = process.argv;
xlsx.writeFile(xlsx.readFile(from), to, { compression: true });

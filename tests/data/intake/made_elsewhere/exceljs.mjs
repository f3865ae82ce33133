// Open a filled form with ExcelJS and save it: node exceljs.mjs original.xlsx exceljs.xlsx
import exceljs from "exceljs";

const [, , from, to] = process.argv;
const book = new exceljs.Workbook();
await book.xlsx.readFile(from);
await book.xlsx.writeFile(to);

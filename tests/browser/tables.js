// What every table promises, asked of those on the page: tests/browser/tables.py calls each of these.
({
    // Words for a reader of the screen, and states that an eye without colours can tell apart.
    heardAndGrey() {
        const faults = [];
        const STATE = /^(state-|tone-|nothing-(no|hidden)|penalty$|up$|down$|same$)/;
        const text = (each, isLeftOut) => {
            if (each.nodeType === Node.TEXT_NODE) return each.data.replaceAll("\u00ad", "");
            if (each.nodeType !== Node.ELEMENT_NODE || isLeftOut(each)) return "";
            return Array.from(each.childNodes, one => text(one, isLeftOut)).join(" ");
        };
        const plain = words => words.replace(/\s+/g, " ").trim();
        const heard = each => plain(each.getAttribute("aria-label")
            || text(each, one => one.getAttribute("aria-hidden") === "true") || "");
        const inside = each => each.querySelector("[aria-label]") ? heard(each.querySelector("[aria-label]")) : heard(each);
        const seen = each => plain(text(each, one => one.matches(".visually-hidden, caption, .bar-track")));
        Array.from(document.querySelectorAll("main table")).filter(one => one.checkVisibility()).forEach(table => {
            const name = table.caption ? plain(table.caption.textContent) : "";
            const tell = what => faults.push(`${name}: ${what}`);
            if (!name) tell(`no caption: ${table.className}`);
            table.querySelectorAll("thead th").forEach(one => { if (!heard(one)) tell("a heading without words"); });
            table.querySelectorAll("th:not([scope])").forEach(one => tell(`no scope: ${heard(one)}`));
            let covered = 0;
            table.querySelectorAll("tbody tr, tfoot tr").forEach(row => {
                const title = row.querySelector("th, [role=rowheader]");
                covered = title && title.rowSpan > 1 ? title.rowSpan : covered;
                if (!title && covered < 1 && row.dataset.row !== undefined) tell(`a row without a name: ${heard(row)}`);
                covered -= 1;
                Array.from(row.cells).forEach(cell => {
                    const ear = inside(cell);
                    if (seen(cell) && !ear) tell(`only for the eye: ${seen(cell)}`);
                    if (/undefined|\bnull\b|NaN|\{[a-z_]+\}|\[object/.test(ear)) tell(`broken words: ${ear}`);
                    if (/^[^\p{L}\p{N}]+$/u.test(ear) && ear !== "%") tell(`a sign without words: ${ear}`);
                });
            });
            const looks = new Map();
            table.querySelectorAll("tbody *").forEach(each => {
                const look = Array.from(each.classList).filter(one => STATE.test(one)).join(" ").replace(/-(low|high)\b/, "");
                if (!look) return;
                const ground = getComputedStyle(each).backgroundImage;
                const shape = seen(each) || (ground === "none" ? "" : ground);
                if (!shape) tell(`told by colour alone: ${look}`);
                const isNumber = /\d/.test(shape);
                if (!isNumber && looks.has(shape) && looks.get(shape) !== look) tell(`${look} looks as ${looks.get(shape)}: ${shape}`);
                looks.set(shape, look);
            });
        });
        return Array.from(new Set(faults));
    },

    // What can be pressed is reached by the tab key; a grid is one stop, and its arrow keys lead on.
    reached() {
        const faults = [];
        for (const table of Array.from(document.querySelectorAll("main table")).filter(one => one.checkVisibility())) {
            const stops = Array.from(table.querySelectorAll("a[href], button"));
            const reached = stops.filter(one => one.tabIndex >= 0);
            const isGrid = table.getAttribute("role") === "grid";
            if (isGrid && stops.length && reached.length !== 1) faults.push(`${table.className}: ${reached.length} stops`);
            if (!isGrid && reached.length !== stops.length) faults.push(`${table.className}: cannot be reached with the keyboard`);
            const scroll = table.closest(".table-scroll");
            const isCut = scroll && scroll.scrollWidth > scroll.clientWidth + 1;
            if (isCut && scroll.tabIndex < 0) faults.push(`${table.className}: scrolls, but not with the keyboard`);
            const press = key => document.activeElement.dispatchEvent(
                new KeyboardEvent("keydown", { key: key, bubbles: true, cancelable: true }));
            if (isGrid && stops.length > 1) {
                for (const [first, key] of [["Home", "ArrowDown"], ["ArrowRight", "ArrowLeft"], ["End", "ArrowUp"]]) {
                    reached[0].focus();
                    press(first);
                    const from = document.activeElement;
                    press(key);
                    if (!table.contains(document.activeElement)) faults.push(`${table.className}: ${key} leads out of it`);
                    if (table.tBodies[0].rows.length > 2 && key === "ArrowDown" && from === document.activeElement) {
                        faults.push(`${table.className}: ${key} does not move`);
                    }
                }
            }
        }
        return faults;
    },

    // Heads stay in sight while the page scrolls.
    async headsStay() {
        const faults = [];
        const frame = () => new Promise(requestAnimationFrame);
        for (const table of Array.from(document.querySelectorAll("main table")).filter(one => one.checkVisibility())) {
            const head = table.tHead && table.tHead.rows[table.tHead.rows.length - 1].cells[0];
            const scroll = table.closest(".table-scroll");
            if (!head || !scroll || table.offsetHeight < 1.5 * window.innerHeight || table.matches(".table-stacked")) continue;
            const there = window.scrollY + table.getBoundingClientRect().top + 300;
            window.scrollTo({ top: there, behavior: "instant" });
            await frame();
            await frame();
            const top = head.getBoundingClientRect().top;
            if (scroll.hasAttribute("data-fits") && Math.abs(top) > 2) faults.push(`${table.className}: its head is at ${top}`);
        }
        window.scrollTo({ top: 0, behavior: "instant" });
        return faults;
    },

    // Every row that is found is printed, but for the targets of the overview, which has to fit one sheet; then all is as
    // before.
    printed() {
        const faults = [];
        const shown = table => table.querySelectorAll("tbody tr[data-row]:not(.pinned)").length;
        const tables = Array.from(document.querySelectorAll("main .screen-table"))
            .filter(one => one.checkVisibility() && !one.querySelector(".overview-targets"));
        window.dispatchEvent(new Event("beforeprint"));
        tables.forEach(table => {
            const words = table.querySelector(".table-shown");
            const all = words && words.textContent.match(/ (?:из|of) ([\d\s,]+)$/);
            const count = all ? Number(all[1].replace(/[^\d]/g, "")) : shown(table);
            if (shown(table) !== count) faults.push(`${table.textContent.slice(0, 40)}: ${shown(table)} of ${count} rows are printed`);
        });
        window.dispatchEvent(new Event("afterprint"));
        return faults;
    },

    // On a phone nothing sticks out of the page, and whatever is cut off scrolls or says in each cell what it is.
    onAPhone() {
        const faults = [];
        const page = document.documentElement;
        if (page.scrollWidth > window.innerWidth) faults.push(`the page is ${page.scrollWidth} wide`);
        for (const table of Array.from(document.querySelectorAll("main table")).filter(one => one.checkVisibility())) {
            const row = table.querySelector("tbody tr[data-row]");
            const isStacked = row && getComputedStyle(row).display !== "table-row";
            const frame = table.closest(".table-scroll");
            if (!frame) faults.push(`${table.className}: no frame to scroll in`);
            if (isStacked) {
                table.querySelectorAll("tbody tr[data-row] > td").forEach(cell => {
                    const isEmpty = !cell.textContent.trim() && !cell.children.length;
                    const isOwn = table.matches(".table-cards");
                    if (!isOwn && !isEmpty && cell.checkVisibility() && !cell.dataset.label) faults.push(`${table.className}: a cell without its column`);
                    if (!cell.matches(".bar-cell") && cell.scrollWidth > cell.clientWidth + 1) faults.push(`${table.className}: cut off: ${cell.textContent.slice(0, 40)}`);
                });
            } else if (frame && frame.scrollWidth > frame.clientWidth + 1) {
                const title = table.querySelector("tbody tr[data-row] > :is(th, [role=rowheader])");
                frame.scrollLeft = 120;
                const left = title ? title.getBoundingClientRect().left - frame.getBoundingClientRect().left : 0;
                if (title && left < -2) faults.push(`${table.className}: its names scroll away`);
                if (title && title.offsetWidth > 0.6 * frame.clientWidth) faults.push(`${table.className}: names take ${title.offsetWidth} of ${frame.clientWidth}`);
                frame.scrollLeft = 0;
            }
        }
        return Array.from(new Set(faults));
    },
})

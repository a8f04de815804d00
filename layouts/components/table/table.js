// The heads of a table--sort become buttons that sort its rows. Without this
// script the rows stay in the order in which the page gives them.
(function () {
  'use strict';
  var state = 'aria-sort';

  // Numbers by value, words as the language orders them, what is not known last.
  function compare(a, b, down) {
    var order = !a - !b;
    if (order || a === b) { return order; }
    order = a - b;
    if (isNaN(order)) { order = a.localeCompare(b, document.documentElement.lang, { numeric: true }); }
    return down ? -order : order;
  }

  // A row is sorted by its cell's key (a number, a day, a place in the language's
  // order), else by the cell's text. Old browsers do not keep the order of equals.
  function sort(table, head) {
    var body = table.tBodies[0], down = head.getAttribute(state) === 'ascending';
    [].map.call(body.rows, function (row, at) {
      var cell = row.cells[head.cellIndex];
      return { row: row, at: at, key: cell.getAttribute('data-key') || cell.textContent.trim() };
    }).sort(function (a, b) {
      return compare(a.key, b.key, down) || a.at - b.at;
    }).forEach(function (entry) { body.appendChild(entry.row); });
    [].forEach.call(head.parentNode.cells, function (other) { other.removeAttribute(state); });
    head.setAttribute(state, down ? 'descending' : 'ascending');
  }

  function offer(table) {
    [].forEach.call(table.tHead.rows[0].cells, function (head) {
      var button = document.createElement('button');
      button.type = 'button';
      button.className = 'sort';
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener('click', function () { sort(table, head); });
    });
  }

  var waiting = [].filter.call(document.querySelectorAll('.table--sort'), function (table) { return table.tBodies[0].rows.length > 1; });

  // As cards a table shows no heads: it is left alone until the window is wide.
  function begin() {
    waiting = waiting.filter(function (table) {
      return getComputedStyle(table.tHead).position === 'absolute' || offer(table);
    });
  }
  begin();
  window.addEventListener('resize', begin);
})();

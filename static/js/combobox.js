// Turns <select data-combobox> into a searchable one. The label goes along, so it keeps its name.
for (const select of document.querySelectorAll('select[data-combobox]')) {
  const name = select.labels?.[0]?.textContent.trim() ?? select.getAttribute('aria-label') ?? '';
  const box = new window.TomSelect(select, {
    plugins: select.multiple ? ['remove_button'] : [],
    maxOptions: 200,
    allowEmptyOption: true,
  });
  select.setAttribute('aria-label', name);
  box.control_input.setAttribute('aria-label', name);
  box.dropdown_content.setAttribute('aria-label', name);
}

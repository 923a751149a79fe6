"""Pages that must stay within twelve queries: one module per app with its `PAGES`.

A page is a function that takes the places of the access matrix (see tests.house.access) and
gives who asks and the address, after making as much as makes a careless page slow::

    def board(places):
        for number in range(20):
            open_ticket(...)
        return places["own"].company.kim, reverse("board")

    PAGES = [board]

The function's name is the route's, or begins with it (`board_of_a_lead`): by it
test_every_page_is_held.py finds which pages nobody measures. A third thing given is an address
to open before, or an address with what to post to it.
"""

from django.urls import path

from jiping.web.boards import views

urlpatterns = [
    path("", views.home, name="home"),
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/<int:pk>/", views.open_message, name="open-message"),
    path("board/", views.newest, name="board"),
    path("board/<int:pk>/", views.campaign_board, name="campaign-board"),
    path("board/<int:pk>/packages.csv", views.export, name="board-export"),
]

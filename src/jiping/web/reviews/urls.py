from django.urls import path

from jiping.web.reviews import views

urlpatterns = [
    path("review/", views.reviews, name="reviews"),
    path("review/<int:pk>/", views.examine, name="review"),
    path("review/<int:pk>/judge/", views.judge, name="review-judge"),
    path("review/<int:pk>/point/", views.point, name="review-point"),
    path("review/<int:pk>/score/", views.score, name="review-score"),
    path("review/<int:pk>/accept/", views.accept, name="review-accept"),
    path("review/<int:pk>/return/", views.give_back, name="review-return"),
    path("review/draws/<int:campaign>/", views.draws, name="draws"),
    path("review/draws/<int:pk>/announce/", views.announce, name="draw-announce"),
    path("review/draw/<int:pk>/", views.one_draw, name="draw"),
    path("review/draw/<int:pk>/open/", views.open_draw, name="draw-open"),
    path("review/draw/<int:pk>/list.txt", views.draw_list, name="draw-list"),
]

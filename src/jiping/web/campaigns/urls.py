from django.urls import path

from jiping.web.campaigns.views import bureau, department, table, workdays

_DEPARTMENT = "campaigns/<int:pk>/departments/<int:department>/"

urlpatterns = [
    path("campaigns/", bureau.campaigns, name="campaigns"),
    path("campaigns/new/", bureau.new, name="campaign-new"),
    path("campaigns/workdays/", workdays.workdays, name="workdays"),
    path("campaigns/<int:pk>/", table.campaign, name="campaign"),
    path("campaigns/<int:pk>/edit/", bureau.edit, name="campaign-edit"),
    path("campaigns/<int:pk>/draft.docx", bureau.draft_document, name="campaign-draft"),
    path("campaigns/<int:pk>/notice.docx", bureau.document, name="campaign-notice"),
    path("campaigns/<int:pk>/issue/", bureau.issue, name="campaign-issue"),
    path("campaigns/<int:pk>/assign/", bureau.assign, name="campaign-assign"),
    path("campaigns/<int:pk>/remind/", bureau.remind, name="campaign-remind"),
    path("campaigns/<int:pk>/close/", bureau.close, name="campaign-close"),
    path(
        "campaigns/assignments/<int:pk>/extend/", table.extend, name="assignment-extend"
    ),
    path(
        "campaigns/assignments/<int:pk>/withdraw/",
        table.withdraw,
        name="assignment-withdraw",
    ),
    path(
        "campaigns/assignments/<int:pk>/restore/",
        table.restore,
        name="assignment-restore",
    ),
    path(
        "campaigns/assignments/<int:pk>/notice/",
        department.unit_notice,
        name="assignment-notice",
    ),
    path(_DEPARTMENT, department.department, name="campaign-department"),
    path(f"{_DEPARTMENT}notice/", department.notice, name="department-notice"),
    path(
        f"{_DEPARTMENT}notice/issue/",
        department.issue_notice,
        name="department-notice-issue",
    ),
    path(
        f"{_DEPARTMENT}notice/document.docx",
        department.notice_document_of,
        name="department-notice-word",
    ),
    path(
        f"{_DEPARTMENT}notice/stamped/",
        department.notice_file,
        name="department-notice-file",
    ),
    path(f"{_DEPARTMENT}group/", department.group, name="department-group"),
    path(
        f"{_DEPARTMENT}group/stamped/",
        department.group_file,
        name="department-group-file",
    ),
]

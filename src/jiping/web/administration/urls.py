from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from jiping.web.administration.forms import SignInForm
from jiping.web.administration.views import importing, log, people, signing, units

urlpatterns = [
    path(
        "sign-in/",
        LoginView.as_view(
            template_name="administration/sign_in.html",
            authentication_form=SignInForm,
            redirect_authenticated_user=True,
        ),
        name="sign-in",
    ),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("first/", signing.founding, name="first"),
    path("password/", signing.password, name="password"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new-person"),
    path("people/passwords/", people.issue_passwords, name="issue-passwords"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.edit_person, name="edit-person"),
    path("people/<int:pk>/give-role/", people.give_role, name="give-role"),
    path("people/<int:pk>/end-role/", people.end_role, name="end-role"),
    path("people/<int:pk>/switch-off/", people.switch_off, name="switch-off"),
    path("people/<int:pk>/switch-on/", people.switch_on, name="switch-on"),
    path("units/", units.units, name="units"),
    path("units/new/", units.new_unit, name="new-unit"),
    path("units/import/", importing.importing, name="import"),
    path(
        "units/import/template.xlsx", importing.import_template, name="import-template"
    ),
    path("units/import/<int:pk>/", importing.batch, name="import-batch"),
    path("units/import/<int:pk>/apply/", importing.apply, name="import-apply"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/rename/", units.rename_unit, name="rename-unit"),
    path("units/<int:pk>/move/", units.move_unit, name="move-unit"),
    path("units/<int:pk>/end/", units.end_unit, name="end-unit"),
    path("log/", log.log, name="log"),
    path("log/export.jsonl", log.export_log, name="log-export"),
]

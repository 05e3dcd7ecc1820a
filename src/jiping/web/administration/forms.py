"""What is typed on the pages about people and units."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.timezone import localdate

from jiping.web.accounts.models import Role, User
from jiping.web.core.forms import DateInput, UnitField
from jiping.web.units.models import Unit


class SignInForm(AuthenticationForm):
    """Account and password; a one-time password is of no use after its time."""

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        until = user.one_time_until
        if user.must_change_password and until and timezone.now() > until:
            raise ValidationError(
                "一次性密码已过期，请找系统管理员重新发放。", code="expired"
            )


class OwnPasswordForm(PasswordChangeForm):
    """The old password and twice the new one, which must be another."""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if (new := given.get("new_password2")) and self.user.check_password(new):
            self.add_error("new_password2", "新密码要与原密码不同。")
        return given


class FirstForm(forms.Form):
    """The first administrator."""

    code = forms.CharField(
        label="一次性代码", help_text="启动工作台的窗口里显示的12位数字。"
    )
    bureau = forms.CharField(label="财政局全称", max_length=120)
    username = forms.CharField(
        label="帐号", max_length=60, help_text="字母、数字和 @ . + - _。"
    )
    name = forms.CharField(label="姓名", max_length=40)
    password = forms.CharField(
        label="密码",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少10位，不能全是数字，不能是常见密码。",
    )
    again = forms.CharField(
        label="再输一次密码",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("password") != given.get("again"):
            self.add_error("again", "两次输入的密码不一致。")
        return given


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new account."""

    class Meta:
        model = User
        fields = ("username", "name", "email")
        labels = {"username": "帐号", "email": "邮箱"}
        help_texts = {"username": "登录用，建好后不能改；字母、数字和 @ . + - _。"}


class PersonEditForm(forms.ModelForm):  # type: ignore[type-arg]
    """Name and mail of an account."""

    class Meta:
        model = User
        fields = ("name", "email")
        labels = {"email": "邮箱"}


class RoleForm(forms.Form):
    """A role for a unit."""

    role = forms.ChoiceField(label="角色", choices=[("", "请选择"), *Role.choices])
    unit = UnitField(label="单位", help_text="填单位编码或全称，也可从列表中选。")


class _Dated(forms.Form):
    on = forms.DateField(label="生效日期", widget=DateInput, initial=localdate)
    reason = forms.CharField(
        label="依据", max_length=200, required=False, help_text="文件名称和文号。"
    )


class UnitForm(_Dated):
    """A new unit."""

    code = forms.RegexField(
        r"^[0-9A-Za-z-]+$",
        label="单位编码",
        max_length=32,
        error_messages={"invalid": "单位编码只能用数字、字母和短横。"},
    )
    name = forms.CharField(label="单位名称", max_length=120)
    short_name = forms.CharField(label="简称", max_length=60, required=False)
    kind = forms.ChoiceField(
        label="类别", choices=Unit.Kind.choices, initial=Unit.Kind.SUBORDINATE
    )
    parent = UnitField(
        label="上级单位", required=False, help_text="只有财政局没有上级单位。"
    )
    field_order = ("code", "name", "short_name", "kind", "parent", "on", "reason")

    def unit(self) -> Unit:
        """The unit as typed, not yet stored."""
        given = self.cleaned_data
        return Unit(
            **{
                name: given[name]
                for name in ("code", "name", "short_name", "kind", "parent")
            }
        )


class RenameForm(_Dated):
    """Another name."""

    name = forms.CharField(label="新名称", max_length=120)
    short_name = forms.CharField(label="简称", max_length=60, required=False)
    field_order = ("name", "short_name", "on", "reason")


class MoveForm(_Dated):
    """Under another unit."""

    parent = UnitField(label="新的上级单位")
    field_order = ("parent", "on", "reason")


class EndForm(_Dated):
    """Merged or closed."""

    into = UnitField(label="并入单位", required=False, help_text="不填就是撤销。")
    carry = forms.BooleanField(
        label="原单位人员在并入单位担任同样的角色", required=False, initial=True
    )
    field_order = ("into", "carry", "on", "reason")


class UploadForm(forms.Form):
    """A workbook of units and people."""

    file = forms.FileField(
        label="填好的 Excel 文件",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls"}),
    )

namespace Attestry.Storage.Sql;

/// <param name="Text">With <c>$1</c>, <c>$2</c>… where the values stand.</param>
/// <param name="Values"><see cref="string"/>, <see cref="long"/>, <c>byte[]</c> (a document's JSON) or <c>string[]</c> (ids).</param>
internal sealed record SqlStatement(string Text, params IReadOnlyList<object> Values);

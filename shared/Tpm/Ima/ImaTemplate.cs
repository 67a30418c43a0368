namespace Attestry.Tpm.Ima;

/// <summary>A template descriptor: the fields of an entry (Linux, Documentation/security/IMA-templates.rst).</summary>
public sealed class ImaTemplate
{
    /// <summary>The legacy template: SHA-1 or MD5 without prefix, a name of at most 255 bytes.</summary>
    public static readonly ImaTemplate Ima = new("ima", "d", "n");

    /// <summary>The templates that the kernel names.</summary>
    public static readonly IReadOnlyList<ImaTemplate> All =
    [
        Ima,
        new("ima-ng", "d-ng", "n-ng"),
        new("ima-ngv2", "d-ngv2", "n-ng"),
        new("ima-sig", "d-ng", "n-ng", "sig"),
        new("ima-sigv2", "d-ngv2", "n-ng", "sig"),
        new("ima-buf", "d-ng", "n-ng", "buf"),
        new("ima-modsig", "d-ng", "n-ng", "sig", "d-modsig", "modsig"),
        new("evm-sig", "d-ng", "n-ng", "evmsig", "xattrnames", "xattrlengths", "xattrvalues", "iuid", "igid", "imode"),
    ];

    private readonly string[] _fields;

    private ImaTemplate(string name, params string[] fields) => (Name, _fields) = (name, fields);

    public string Name { get; }

    /// <summary>In the order in which they are hashed.</summary>
    public IReadOnlyList<string> Fields => _fields;

    /// <summary>The same, for loops over millions of entries.</summary>
    internal ReadOnlySpan<string> FieldSpan => _fields;

    /// <summary>Also a custom one (<c>ima_template_fmt=</c>), whose name is its fields: <c>d-ng|n-ng|sig</c>.</summary>
    /// <returns>Null when it is not known.</returns>
    public static ImaTemplate? Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(template => template.Name == name) ?? (name.Contains('|', StringComparison.Ordinal) ? new(name, name.Split('|')) : null);
    }

    public override string ToString() => Name;
}

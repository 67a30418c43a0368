namespace Attestry.Storage.Sql;

/// <summary>Where the SQL of the providers differs.</summary>
internal interface ISqlDialect
{
    /// <summary>
    /// What the index over <paramref name="field"/> was declared with: text that compares by bytes; <see cref="SqlText.KeyOf"/>
    /// of the field's value.
    /// </summary>
    string Key(string field);

    /// <summary>The parameter that carries a document's JSON.</summary>
    string Json(string parameter);

    /// <summary>A condition: the id is one of the array that the parameter carries.</summary>
    string IdIn(string parameter);
}

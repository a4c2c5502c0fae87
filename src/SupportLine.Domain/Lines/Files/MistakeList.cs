using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SupportLine.Domain.Lines.Files;

/// <summary>Gathers what is wrong in one file, so that an operator sees all of it at once.</summary>
internal sealed class MistakeList(string file)
{
    private readonly List<LineMistake> _mistakes = [];

    public bool Any => _mistakes.Count > 0;

    public void Add(Mark at, string wrong, string right) =>
        _mistakes.Add(new LineMistake(file, Math.Max(1, (int)at.Line), Math.Max(1, (int)at.Column), wrong, right));

    public void Add(YamlNode at, string wrong, string right) => Add(at.Start, wrong, right);

    public IReadOnlyList<LineMistake> InOrder() =>
        [.. _mistakes.OrderBy(mistake => mistake.Line).ThenBy(mistake => mistake.Column)];
}

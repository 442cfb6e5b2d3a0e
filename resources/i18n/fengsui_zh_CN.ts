<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1">
<context>
    <name>@default</name>
    <message>
        <location filename="../../core/checks/case.py" line="166"/>
        <source>Layer &apos;{layer}&apos; must hold points, one for each row.</source>
        <translation>图层“{layer}”应为点图层，每行一个点。</translation>
    </message>
    <message>
        <location filename="../../core/checks/profile.py" line="55"/>
        <source>There is no profile &apos;{name}&apos;. Give a file, or one of: {known}.</source>
        <translation>没有名为“{name}”的参数集。请给出文件，或选用：{known}。</translation>
    </message>
    <message>
        <location filename="../../core/checks/profile.py" line="59"/>
        <source>Profile &apos;{file}&apos; is no readable YAML: {error}</source>
        <translation>参数集“{file}”不是可读的 YAML：{error}</translation>
    </message>
    <message>
        <location filename="../../core/checks/profile.py" line="61"/>
        <source>Profile &apos;{file}&apos; is empty or no mapping of keys.</source>
        <translation>参数集“{file}”为空，或不是键值结构。</translation>
    </message>
    <message>
        <location filename="../../core/checks/profile.py" line="90"/>
        <source>Profile &apos;{file}&apos;: &apos;{key}&apos; needs one value per key, as the shipped profile has.</source>
        <translation>参数集“{file}”：“{key}”应像自带参数集那样逐键给值。</translation>
    </message>
    <message>
        <location filename="../../core/checks/profile.py" line="95"/>
        <source>Profile &apos;{file}&apos;: &apos;{key}&apos; must be a number, not &apos;{value}&apos;.</source>
        <translation>参数集“{file}”：“{key}”应为数字，而不是“{value}”。</translation>
    </message>
    <message>
        <location filename="../../core/checks/profile.py" line="102"/>
        <source>Profile &apos;{file}&apos;: there is no key &apos;{key}&apos;. Known: {known}.</source>
        <translation>参数集“{file}”：没有“{key}”这个键。可用的有：{known}。</translation>
    </message>
    <message>
        <location filename="../../core/checks/profile.py" line="114"/>
        <source>Profile &apos;{file}&apos;: there is no rule &apos;{key}&apos;.</source>
        <translation>参数集“{file}”：没有规则“{key}”。</translation>
    </message>
    <message>
        <location filename="../../core/checks/profile.py" line="117"/>
        <source>Profile &apos;{file}&apos;: rule &apos;{key}&apos; takes {names}; &apos;{name}: {value}&apos; is none of these.</source>
        <translation>参数集“{file}”：规则“{key}”可设 {names}；“{name}: {value}”不在其中。</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="10"/>
        <source>Block</source>
        <translation>阻断</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="11"/>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="12"/>
        <source>Warning</source>
        <translation>提醒</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="13"/>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="14"/>
        <source>Not checked</source>
        <translation>未核查</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="17"/>
        <source>Reject</source>
        <translation>不同意</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="18"/>
        <source>Supplement</source>
        <translation>补正</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="19"/>
        <source>Undecided</source>
        <translation>待定</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="20"/>
        <source>Approve with adjustment</source>
        <translation>调整后同意</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="21"/>
        <source>Approve</source>
        <translation>同意</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="24"/>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="25"/>
        <source>Aspect</source>
        <translation>方面</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="26"/>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="27"/>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="28"/>
        <source>Feature</source>
        <translation>要素</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="29"/>
        <source>Other feature</source>
        <translation>另一要素</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="30"/>
        <source>Label</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="31"/>
        <source>Message</source>
        <translation>说明</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="32"/>
        <source>Measured</source>
        <translation>实测值</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="33"/>
        <source>Limit</source>
        <translation>限值</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="34"/>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="35"/>
        <source>Clause</source>
        <translation>依据条款</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="36"/>
        <source>Data it rests on</source>
        <translation>所依数据</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="37"/>
        <source>Suggestion</source>
        <translation>建议</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="38"/>
        <source>Opinion</source>
        <translation>意见</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="39"/>
        <source>Reasons</source>
        <translation>理由</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="40"/>
        <source>Blocks</source>
        <translation>阻断项</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="41"/>
        <source>Errors</source>
        <translation>错误项</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="42"/>
        <source>Warnings</source>
        <translation>提醒项</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="43"/>
        <source>Rules not checked</source>
        <translation>未核查规则</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="44"/>
        <source>Matched planned site</source>
        <translation>对应规划站</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="45"/>
        <source>Distance to the planned site (m)</source>
        <translation>距规划站 (m)</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="47"/>
        <source>Site of unknown type</source>
        <translation>类型不明的站点</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="47"/>
        <source>Other building</source>
        <translation>其他建筑</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="47"/>
        <source>Macro site, being built</source>
        <translation>宏站（在建）</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="47"/>
        <source>Macro site, planned</source>
        <translation>宏站（规划）</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="47"/>
        <source>Micro site, being built</source>
        <translation>微站（在建）</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="47"/>
        <source>Micro site, planned</source>
        <translation>微站（规划）</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="47"/>
        <source>Indoor system, being built</source>
        <translation>室分（在建）</translation>
    </message>
    <message>
        <location filename="../../processing/words.py" line="47"/>
        <source>Indoor system, planned</source>
        <translation>室分（规划）</translation>
    </message>
    <message>
        <location filename="../../core/intake/encoding.py" line="66"/>
        <source>File &apos;{file}&apos;, line {line}: there are NUL bytes in it, so it is no text or it is damaged. Export it again.</source>
        <translation>文件“{file}”第 {line} 行含有空字节，不是文本或已损坏。请重新导出。</translation>
    </message>
    <message>
        <location filename="../../core/intake/encoding.py" line="83"/>
        <source>File &apos;{file}&apos;, line {line}: the text cannot be read as {encoding}. Save it as UTF-8 and import it again.</source>
        <translation>文件“{file}”第 {line} 行无法按 {encoding} 编码读出。请另存为 UTF-8 后重新导入。</translation>
    </message>
    <message>
        <location filename="../../core/metric.py" line="35"/>
        <source>Layer &apos;{layer}&apos; has no coordinate system. Set it in the layer&apos;s properties, then run again.</source>
        <translation>图层“{layer}”没有坐标系。请在图层属性中设定后重新运行。</translation>
    </message>
    <message>
        <location filename="../../core/schema.py" line="68"/>
        <source>There is no kind of table &apos;{kind}&apos;. Known: {known}.</source>
        <translation>没有“{kind}”这类表。可用的有：{known}。</translation>
    </message>
    <message>
        <location filename="../../core/schema.py" line="157"/>
        <source>The column &apos;{header}&apos; is cut short and may be any of: {columns}. Rename it, or give a mapping.</source>
        <translation>列名“{header}”被截短，可能是：{columns}。请改全列名，或给出列对照。</translation>
    </message>
    <message>
        <location filename="../../core/schema.py" line="213"/>
        <source>Layer &apos;{layer}&apos;: {fault}</source>
        <translation>图层“{layer}”：{fault}</translation>
    </message>
    <message>
        <location filename="../../plugin.py" line="14"/>
        <source>Fengsui needs {libraries}, which this QGIS does not have. Windows: run the QGIS installer again and add python3-geopandas, or type in the OSGeo4W Shell: python3 -m pip install geopandas. Linux: apt install python3-geopandas. macOS: in QGIS&apos;s own Python, python3 -m pip install geopandas. Then restart QGIS.</source>
        <translation>烽燧需要 {libraries}，当前 QGIS 未安装。Windows：重新运行 QGIS 安装程序并勾选 python3-geopandas，或在 OSGeo4W Shell 中执行 python3 -m pip install geopandas。Linux：apt install python3-geopandas。macOS：在 QGIS 自带的 Python 中执行 python3 -m pip install geopandas。完成后重启 QGIS。</translation>
    </message>
    <message>
        <location filename="../../processing/frames.py" line="171"/>
        <source>{name} would hold {kinds} in one layer; a layer holds one kind. Split them by kind first.</source>
        <translation>“{name}”将在一个图层中混有 {kinds}，而一个图层只能有一种几何类型。请先按类型拆分。</translation>
    </message>
    <message>
        <location filename="../../processing/frames.py" line="200"/>
        <source>{name} could not be written: {reason}</source>
        <translation>“{name}”写入失败：{reason}</translation>
    </message>
    <message>
        <location filename="../../processing/sources.py" line="82"/>
        <source>{name}: {count} geometries cannot be read; their rows are kept without.</source>
        <translation>{name}：{count} 个几何无法读出，这些行保留为无坐标记录。</translation>
    </message>
</context>
</TS>
